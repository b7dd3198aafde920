// The pretrained models of this browser, shared by its tabs. Each lies in a folder of its own, in pieces, and is a model once the
// folder says so: that is written when its hash is right.
import { AppError } from '../../core/error/app-error.ts';
import { KNOWN_MODELS, type KnownModel } from '../../core/llama/known-models.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Cancelled } from '../../core/mechanism/result.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type {
  KeptModel,
  ModelsHere,
  ModelSource,
  PretrainedModels,
  UnfinishedModel
} from '../../ports/pretrained-models.ts';
import { parseCid } from '../parse-cid.ts';
import { persistenceRequest } from '../tab-persistence.ts';
import { chunksOf } from './chunks-of.ts';
import { keptFolders, type KeptFolder, type KeptFolders } from './kept-folders.ts';
import { knownModelNamed, knownModelOf, modelInArchive, mostModelBytes, noModelInArchive } from './known-model-of.ts';
import { oneAdder, type OneAdder } from './one-adder.ts';
import {
  isSameSource,
  markSource,
  markWhole,
  readPieces,
  type ModelPieces,
  type RemoteSource
} from './model-pieces.ts';
import { blobOf, PiecedFile } from './pieced-file.ts';
import { headOf, refusingOthers, requireModelFile } from './require-model-file.ts';
import { resumeDownload } from './resume-download.ts';
import { unzipBlob } from './unzip-blob.ts';
import { isZip } from './zip-entries.ts';

export interface TabModelsOptions {
  /** Of the folder in this origin's file system, of the lock and of the channel. */
  name: string;
  known?: readonly KnownModel[];
  openContent: () => Promise<Pick<ContentStore, 'readFileParts'>>;
  stallMs?: number;
}

/** Of a block that nobody gives. */
const CONTENT_TIMEOUT_MS = 60_000;
/** Asks for nothing until it is used. */
export function createTabModels(options: TabModelsOptions): PretrainedModels {
  const { name } = options;
  let opened: Promise<TabModels> | null = null;
  const open = () => (opened ??= keptFolders(name).then((folders) => new TabModels(folders, oneAdder(name), options)));
  return {
    list: async () => (await open()).list(),
    add: async (source, call = {}) => (await open()).add(source, call),
    read: async (model) => (await open()).read(model),
    remove: async (model) => (await open()).remove(model),
    removeUnfinished: async () => (await open()).removeUnfinished(),
    onChange(listener) {
      const channel = new BroadcastChannel(name);
      channel.onmessage = listener;
      return () => channel.close();
    }
  };
}

class TabModels {
  readonly #folders: KeptFolders;
  readonly #adder: OneAdder;
  readonly #options: TabModelsOptions;
  readonly #known: readonly KnownModel[];
  readonly #askToPersist = persistenceRequest();

  constructor(folders: KeptFolders, adder: OneAdder, options: TabModelsOptions) {
    this.#folders = folders;
    this.#adder = adder;
    this.#options = options;
    this.#known = options.known ?? KNOWN_MODELS;
  }

  async list(): Promise<ModelsHere> {
    const folders = await this.#read();
    const models = this.#known.map((model): KeptModel => {
      const bytesOnDisk = folders.filter(({ whole }) => whole === model.name).map(({ bytes }) => bytes);
      const bytes = bytesOnDisk[0] ?? 0;
      const state = bytesOnDisk.length === 0 ? 'missing' : bytes === model.bytes ? 'here' : 'damaged';
      return { model, state, bytesOnDisk: bytes };
    });
    const unfinished = folders
      .filter(({ whole }) => whole === null)
      .map(({ source, bytes }): UnfinishedModel => ({ source, bytes }))
      .filter(({ bytes }) => bytes > 0);
    return { models, unfinished, isAdding: await this.#adder.isBusy(), keptIn: this.#folders.keptIn };
  }

  async add(source: ModelSource, { signal, onProgress }: LongCallOptions): Promise<KnownModel | Cancelled> {
    const wholeBefore = await this.#wholeNames();
    let waited = false;
    const wait = {
      signal,
      onWait() {
        waited = true;
        onProgress?.({ stage: 'waiting', done: 0, total: 0 });
      }
    };
    try {
      const model = await this.#adder.run(async () => {
        // Another tab may have brought it meanwhile.
        const [name] = waited ? [...(await this.#wholeNames())].filter((one) => !wholeBefore.has(one)) : [];
        if (name !== undefined) return knownModelNamed(this.#known, name);
        this.#askToPersist();
        this.#tell();
        const options = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
        return source.kind === 'file' ? this.#fromFile(source.file, options) : this.#fromFar(source, options);
      }, wait);
      return model!;
    } catch (thrown) {
      if (signal?.aborted) return { cancelled: true };
      throw thrown;
    } finally {
      this.#tell();
    }
  }

  async read(name: string): Promise<Blob> {
    const { bytes } = knownModelNamed(this.#known, name);
    const kept = (await this.#read()).find(({ whole }) => whole === name);
    if (kept) return blobOf(kept.folder);
    throw new AppError('model/missing', `The model ${name} is not in this browser.`, {
      hints: [`Add it on the page of keys or of validators (${bytes} bytes).`]
    });
  }

  async remove(name: string): Promise<void> {
    knownModelNamed(this.#known, name);
    await this.#removeWhere(({ whole }) => whole === null || whole === name);
  }

  async removeUnfinished(): Promise<void> {
    await this.#removeWhere(({ whole }) => whole === null);
  }

  async #removeWhere(isIt: (kept: ModelPieces) => boolean): Promise<void> {
    const removed = await this.#adder.run(async () => {
      await this.#removeEach(isIt);
      return true;
    }, null);
    this.#tell();
    if (!removed)
      throw new AppError('model/busy', 'A model is being added: cancel that first, in whichever tab it is.');
  }

  /** A copy of what is on this machine already begins anew when it ends early. */
  async #fromFile(file: Blob, options: LongCallOptions): Promise<KnownModel> {
    await this.#removeEach(({ whole, source }) => whole === null && source === null);
    if (file.size > mostModelBytes(this.#known))
      throw new AppError(
        'model/too-large',
        `The file has ${file.size} bytes: it is none of the models that are known.`
      );
    const head = await headOf(file);
    requireModelFile(head);
    return isZip(head) ? this.#unzip(file, options) : this.#copy(chunksOf(file.stream()), 'copy', file.size, options);
  }

  async #fromFar(source: RemoteSource, options: LongCallOptions): Promise<KnownModel> {
    await this.#removeEach(({ whole, source: earlier }) => whole === null && !isSameSource(earlier, source));
    const { folder, name } = await this.#folderFor(source);
    const part = await PiecedFile.open(folder, options.signal);
    try {
      await this.#download(source, part, options);
    } catch (thrown) {
      // What ends a download early leaves what it reached; what shows that it is no model leaves nothing.
      if (NO_MODEL.has(AppError.from(thrown).code)) await this.#folders.remove(name);
      else await part.flush().catch(() => undefined);
      throw thrown;
    }
    try {
      await part.flush();
      const blob = await part.blob();
      const head = await headOf(blob);
      if (!isZip(head)) return await this.#keep(folder, part);
      const model = await this.#unzip(blob, options);
      await this.#folders.remove(name);
      return model;
    } catch (thrown) {
      // Whole and of no use is nothing to go on from.
      if (NO_MODEL.has(AppError.from(thrown).code)) await this.#folders.remove(name);
      throw thrown;
    }
  }

  async #download(source: RemoteSource, part: PiecedFile, options: LongCallOptions): Promise<void> {
    const checked = refusingOthers(part);
    const maxBytes = mostModelBytes(this.#known);
    if (source.kind === 'url') {
      const { stallMs } = this.#options;
      return resumeDownload(httpAddress(source.url), checked, {
        ...options,
        maxBytes,
        ...(stallMs !== undefined && { stallMs }),
        hints: [
          'Try again: it goes on where this ended.',
          'A page may read another site only where that site allows it (CORS). Otherwise download the file yourself and choose it here.'
        ]
      });
    }
    const cid = parseCid(source.cid).toString();
    const total = this.#known.find((model) => model.cid === cid)?.bytes ?? 0;
    const content = await this.#options.openContent();
    const { signal, onProgress } = options;
    const limits = { from: part.bytes, maxBytes, timeoutMs: CONTENT_TIMEOUT_MS, ...(signal && { signal }) };
    for await (const bytes of content.readFileParts(cid, limits)) {
      await checked.append(bytes);
      onProgress?.({ stage: 'download', done: part.bytes, total });
    }
  }

  async #unzip(archive: Blob, options: LongCallOptions): Promise<KnownModel> {
    const found = await unzipBlob(archive, modelInArchive(this.#known));
    if (found === null) throw noModelInArchive(this.#known);
    return this.#copy(found.content, 'unpack', found.bytes, options);
  }

  async #copy(
    content: AsyncIterable<Uint8Array>,
    stage: string,
    total: number,
    { signal, onProgress }: LongCallOptions
  ): Promise<KnownModel> {
    const name = `copy-${crypto.randomUUID()}`;
    const folder = await this.#folders.make(name);
    try {
      const file = await PiecedFile.open(folder);
      for await (const bytes of content) {
        signal?.throwIfAborted();
        await file.append(bytes);
        onProgress?.({ stage, done: file.bytes, total });
      }
      await file.flush();
      return await this.#keep(folder, file);
    } catch (thrown) {
      await this.#folders.remove(name);
      throw thrown;
    }
  }

  /** From now on the folder is a model. */
  async #keep(folder: KeptFolder, file: PiecedFile): Promise<KnownModel> {
    const model = knownModelOf(this.#known, file.sha256(), file.bytes);
    const older = (await this.#read()).filter(({ whole }) => whole === model.name);
    await markWhole(folder, model.name);
    for (const { name } of older) await this.#folders.remove(name);
    return model;
  }

  async #folderFor(source: RemoteSource): Promise<{ name: string; folder: KeptFolder }> {
    const earlier = (await this.#read()).find((kept) => kept.whole === null && isSameSource(kept.source, source));
    if (earlier) return earlier;
    const name = `download-${crypto.randomUUID()}`;
    const folder = await this.#folders.make(name);
    await markSource(folder, source);
    return { name, folder };
  }

  async #removeEach(isIt: (kept: ModelPieces) => boolean): Promise<void> {
    for (const kept of (await this.#read()).filter(isIt)) await this.#folders.remove(kept.name);
  }

  async #wholeNames(): Promise<Set<string>> {
    return new Set((await this.#read()).flatMap(({ whole }) => whole ?? []));
  }

  async #read(): Promise<ModelPieces[]> {
    return Promise.all((await this.#folders.all()).map(({ name, folder }) => readPieces(name, folder)));
  }

  /** Every tab, this one as well. */
  #tell(): void {
    const channel = new BroadcastChannel(this.#options.name);
    channel.postMessage(null);
    channel.close();
  }
}

/** What these say of bytes stays true of them. */
const NO_MODEL = new Set([
  'model/unknown',
  'model/no-model',
  'model/too-large',
  'model/unreadable-archive',
  'store/too-large'
]);

function httpAddress(text: string): string {
  const url = URL.parse(text.trim());
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new AppError('model/not-an-address', `"${text.slice(0, 80)}" is not an http address.`, {
    hints: ['It begins with https://. A CID begins with bafy or Qm.']
  });
}
