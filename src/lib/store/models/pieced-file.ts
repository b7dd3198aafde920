// A file that grows in pieces: each is kept for good once it is written, so that a killed page loses the last one only. It is hashed
// as it grows, and read as one blob without being put together.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { joinBytes } from '../../core/encoding/join-bytes.ts';
import type { DownloadPart } from './download-part.ts';
import type { KeptFolder } from './kept-folders.ts';

const PIECE_BYTES = 4_194_304;
const PIECE = /^\d{6}$/;
const VALIDATOR = 'validator';

export const isPiece = (name: string): boolean => PIECE.test(name);

export class PiecedFile implements DownloadPart {
  bytes = 0;
  validator: string | null = null;
  readonly #folder: KeptFolder;
  #hash = sha256.create();
  #pieces = 0;
  /** Bytes that are in no piece yet. */
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  private constructor(folder: KeptFolder) {
    this.#folder = folder;
  }

  /** Takes up what is there, hashing it. */
  static async open(folder: KeptFolder, signal?: AbortSignal): Promise<PiecedFile> {
    const file = new PiecedFile(folder);
    for (const { name, content } of await folder.files()) {
      if (name === VALIDATOR) file.validator = await content.text();
      if (!isPiece(name)) continue;
      signal?.throwIfAborted();
      file.#hash.update(new Uint8Array(await content.arrayBuffer()));
      file.bytes += content.size;
      file.#pieces = Number(name) + 1;
    }
    return file;
  }

  async restart(validator: string | null): Promise<void> {
    for (const { name } of await this.#folder.files())
      if (isPiece(name) || name === VALIDATOR) await this.#folder.remove(name);
    Object.assign(this, { bytes: 0, validator });
    this.#hash = sha256.create();
    this.#pieces = this.#heldBytes = 0;
    this.#held = [];
    if (validator !== null) await this.#folder.write(VALIDATOR, new TextEncoder().encode(validator));
  }

  async append(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    this.bytes += chunk.length;
    if (this.#heldBytes >= PIECE_BYTES) await this.flush();
  }

  /** Keeps what came since the last piece. */
  async flush(): Promise<void> {
    if (this.#heldBytes === 0) return;
    await this.#folder.write(String(this.#pieces).padStart(6, '0'), joinBytes(this.#held));
    this.#pieces++;
    this.#held = [];
    this.#heldBytes = 0;
  }

  /** Of everything that was appended. Nothing can be appended any more. */
  sha256(): string {
    return bytesToHex(this.#hash.digest());
  }

  /** What is kept. */
  blob(): Promise<Blob> {
    return blobOf(this.#folder);
  }
}

/** The pieces of a folder as one. */
export async function blobOf(folder: KeptFolder): Promise<Blob> {
  return new Blob((await folder.files()).filter(({ name }) => isPiece(name)).map(({ content }) => content));
}
