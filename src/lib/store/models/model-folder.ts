// The pretrained models that lie on this machine: one file each, called by its name, taken only where its hash is known.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/error/app-error.ts';
import { KNOWN_MODELS, type KnownModel } from '../../core/llama/known-models.ts';
import { replaceFile } from '../replace-file.ts';
import { knownModelNamed, knownModelOf } from './known-model-of.ts';

export interface ModelHere {
  model: KnownModel;
  path: string;
  /** `damaged`: a file that is not the model's, by its size. */
  state: 'here' | 'missing' | 'damaged';
}

const PART = '.part';

export class ModelFolder {
  readonly path: string;
  readonly known: readonly KnownModel[];

  constructor(path: string, known = KNOWN_MODELS) {
    this.path = path;
    this.known = known;
  }

  /** Every known model, here or not. */
  async list(): Promise<ModelHere[]> {
    return Promise.all(
      this.known.map(async (model) => {
        const path = this.#pathOf(model);
        const size = await sizeOf(path);
        const state = size === null ? 'missing' : size === model.bytes ? 'here' : 'damaged';
        return { model, path, state } as const;
      })
    );
  }

  /** Keeps a model's bytes. Throws AppError `model/unknown` for bytes that are none. */
  async keep(bytes: Uint8Array): Promise<ModelHere> {
    const model = knownModelOf(this.known, hashOf(bytes), bytes.length);
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    await replaceFile(this.#pathOf(model), bytes);
    return { model, path: this.#pathOf(model), state: 'here' };
  }

  /** A model's bytes, held against its hash. Throws AppError `model/unknown-name`, `model/missing`, `model/damaged`. */
  async read(name: string): Promise<Uint8Array> {
    const model = knownModelNamed(this.known, name);
    const path = this.#pathOf(model);
    const size = await sizeOf(path);
    if (size === null)
      throw new AppError('model/missing', `The model ${name} is not on this machine.`, {
        hints: [`assay model add wheel, or assay model add FILE, URL or CID (${model.bytes} bytes).`]
      });
    const bytes = size === model.bytes ? bytesOf(await readFile(path)) : null;
    if (bytes !== null && hashOf(bytes) === model.sha256) return bytes;
    throw new AppError('model/damaged', `${path} is not the model ${name} any more.`, {
      hints: [`assay model remove ${name}, then add it again.`],
      details: { path }
    });
  }

  /** @returns whether there was anything. Parts of downloads go too. Throws AppError `model/unknown-name`. */
  async remove(name: string): Promise<boolean> {
    const path = this.#pathOf(knownModelNamed(this.known, name));
    const wasThere = (await sizeOf(path)) !== null;
    await rm(path, { force: true });
    const parts = await this.parts();
    for (const part of parts) await rm(part.path, { force: true });
    return wasThere || parts.length > 0;
  }

  /** Downloads that ended before they were whole. */
  async parts(): Promise<{ path: string; bytes: number }[]> {
    const names = await readdir(this.path).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return [];
      throw thrown;
    });
    const paths = names.filter((name) => name.endsWith(PART)).map((name) => join(this.path, name));
    return Promise.all(paths.map(async (path) => ({ path, bytes: (await sizeOf(path)) ?? 0 })));
  }

  /** Where a download from `url` grows: each address has its own. Makes the folder. */
  async partFor(url: string): Promise<string> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    return join(this.path, `${hashOf(new TextEncoder().encode(url)).slice(0, 16)}${PART}`);
  }

  #pathOf({ name }: KnownModel): string {
    return join(this.path, `${name}.gguf`);
  }
}

/** The same bytes, not a copy: a model's are many. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
