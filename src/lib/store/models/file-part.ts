// A download that grows in a file of this machine. Which version of the source it is of is not kept: what comes of it has a known
// hash or is nothing.
import { open, type FileHandle } from 'node:fs/promises';
import type { DownloadPart } from './download-part.ts';

export class FilePart implements DownloadPart {
  readonly validator = null;
  readonly #file: FileHandle;
  #bytes: number;

  constructor(file: FileHandle, bytes: number) {
    this.#file = file;
    this.#bytes = bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async restart(): Promise<void> {
    await this.#file.truncate(0);
    this.#bytes = 0;
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.#file.write(chunk, 0, chunk.length, this.#bytes);
    this.#bytes += chunk.length;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Makes the file where there is none. */
export async function openFilePart(path: string): Promise<FilePart> {
  const file = await open(path, 'a').then(async (made) => (await made.close(), open(path, 'r+')));
  return new FilePart(file, (await file.stat()).size);
}
