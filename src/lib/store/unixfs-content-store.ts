// The content store on verified blocks: UnixFS in and out, publishing through the always-on node.
import { joinBytes } from '../core/encoding/join-bytes.ts';
import { unixfs } from '@helia/unixfs';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { MemoryBlockstore } from 'blockstore-core';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { carOf } from './car-of.ts';
import type { ContentEntry, ContentFile, ContentStore } from '../ports/content-store.ts';
import { gatewaySource } from './gateway-source.ts';
import { keepHere } from './keep-here.ts';
import { keepsNothingMore } from './keeps-nothing-more.ts';
import { NodeConnection } from './node-connection.ts';
import { CODEC, parseCid } from './parse-cid.ts';
import { safeFolderPath } from './safe-folder-path.ts';
import { STORE_LIMITS } from './store-limits.ts';
import { readUnixFsFile } from './read-unixfs-file.ts';
import { rootOfCar, verifiedCarBlocks } from './verified-car-blocks.ts';
import { collect } from './collect.ts';
import { tooLarge, VerifiedBlocks, type ReadBudget, type UnixFsBlocks } from './verified-blocks.ts';

/** kubo gives the same CIDs after `ipfs config profile apply unixfs-v1-2025` (0.40 or newer). */
const PROFILE = 'unixfs-v1-2025';

export interface UnixFsContentStoreOptions {
  /** An opened blockstore. */
  blockstore: Blockstore;
  /** HTTP address of the always-on node, asked first and published to; null keeps everything in this browser. */
  gatewayUrl: string | null;
  /** Further trustless gateways, asked in order when the node lacks a block. */
  gateways?: string[];
  /** Longest silence of a gateway, see STORE_LIMITS. */
  gatewayStallMs?: number;
  /** Called once by `stop`. */
  onStop?: () => Promise<void>;
}

export function createUnixFsContentStore({
  blockstore,
  gatewayUrl,
  gateways = [],
  gatewayStallMs,
  onStop
}: UnixFsContentStoreOptions): ContentStore {
  const node = gatewayUrl === null ? null : new NodeConnection(gatewayUrl, blockstore);
  const sources = [...(gatewayUrl === null ? [] : [gatewayUrl]), ...gateways].map((url) =>
    gatewaySource(url, gatewayStallMs)
  );
  const allSources = node ? [...sources, node.source] : sources;
  const blocks = new VerifiedBlocks(blockstore, allSources);
  const unkeptBlocks = new VerifiedBlocks(keepsNothingMore(blockstore), allSources);
  return {
    addFolder: (files, options) => addFolder(blocks, files, options),
    addFile: (bytes, options) => addFile(blocks, bytes, options),
    packCar: (files, options) => packCar(files, options),
    unpackCar: (car, cid, options) => unpackCar(car, cid, options),
    rootOfCar,
    importCar: async (car, { signal } = {}) => {
      for await (const { cid, bytes } of verifiedCarBlocks(car, signal)) await blocks.put(cid, bytes, signal);
    },
    publish: async (text, options = {}) => {
      const cid = parseCid(text);
      return node ? node.publish(cid, options) : keepHere(blocks, cid, options);
    },
    readFile: (cid, options) => readFile(blocks, cid, options),
    readFileParts: (cid, options) => readFileParts(unkeptBlocks, cid, options),
    listFolder: (cid, options) => listFolder(blocks, cid, options),
    async stop() {
      await node?.stop();
      await onStop?.();
    }
  };
}

async function packCar(files: ContentFile[], options: LongCallOptions = {}): Promise<{ cid: string; car: Uint8Array }> {
  const blocks = new VerifiedBlocks(new MemoryBlockstore(), []);
  const cid = await addFolder(blocks, files, options);
  const { signal } = options;
  const car = await collect(
    carOf(parseCid(cid), (block) => blocks.get(block, { signal, timeoutMs: STORE_LIMITS.blockTimeoutMs }))
  );
  return { cid, car };
}

async function unpackCar(
  car: Uint8Array,
  cid: string,
  options: LongCallOptions & { maxBytes: number }
): Promise<ContentFile[]> {
  const blocks = new VerifiedBlocks(new MemoryBlockstore(), []);
  for await (const block of verifiedCarBlocks(car, options.signal)) await blocks.put(block.cid, block.bytes);
  const files: ContentFile[] = [];
  let left = options.maxBytes;
  for (const { path } of await listFolder(blocks, cid, options)) {
    const bytes = await readFile(blocks, cid, { ...options, path, maxBytes: left });
    left -= bytes.length;
    files.push({ path, bytes });
  }
  return files;
}

async function addFolder(blocks: VerifiedBlocks, files: ContentFile[], options: LongCallOptions = {}): Promise<string> {
  const { signal, onProgress } = options;
  const fs = writer(blocks, signal);
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const paths = new Set(files.map(({ path }) => safeFolderPath(path)));
  if (paths.size !== files.length)
    throw new AppError('store/duplicate-path', 'Two files of the folder have the same path.', {
      details: { paths: [...paths] }
    });
  if (files.length === 0) return String(await fs.addDirectory(undefined, { profile: PROFILE, signal }));
  let root: CID | undefined;
  let done = 0;
  const source = files.map(({ path, bytes }) => ({ path, content: bytes }));
  for await (const { cid, path } of fs.addAll(source, { profile: PROFILE, wrapWithDirectory: true, signal })) {
    root = cid;
    done += files.find((file) => file.path === path)?.bytes.length ?? 0;
    onProgress?.({ stage: 'add', done, total });
  }
  return String(root);
}

async function addFile(
  blocks: VerifiedBlocks,
  bytes: Uint8Array,
  { signal, onProgress }: LongCallOptions = {}
): Promise<string> {
  const cid = await writer(blocks, signal).addBytes(bytes, { profile: PROFILE, signal });
  onProgress?.({ stage: 'add', done: bytes.length, total: bytes.length });
  return String(cid);
}

function writer(blocks: VerifiedBlocks, signal?: AbortSignal) {
  signal?.throwIfAborted();
  return unixfs({
    blockstore: blocks.within(
      { maxBytes: Infinity, maxBlocks: Infinity, timeoutMs: STORE_LIMITS.blockTimeoutMs },
      signal
    )
  });
}

async function readFile(
  blocks: VerifiedBlocks,
  cidText: string,
  {
    signal,
    onProgress,
    path,
    maxBytes,
    timeoutMs
  }: LongCallOptions & { path?: string; maxBytes: number; timeoutMs?: number }
): Promise<Uint8Array> {
  const cid = parseCid(cidText);
  const reader = blocks.within(readBudget(maxBytes, timeoutMs), signal);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const file = path === undefined ? cid : await resolveFile(reader, cid, path, signal);
    for await (const part of readUnixFsFile(
      file,
      (block) => collect(reader.get(block)),
      STORE_LIMITS.readConcurrency
    )) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      parts.push(part);
      onProgress?.({ stage: 'fetch', done: size, total: 0 });
    }
  } catch (error) {
    throw readError(error, cidText, path, signal);
  }
  return joinBytes(parts);
}

async function* readFileParts(
  blocks: VerifiedBlocks,
  cidText: string,
  { signal, onProgress, from = 0, maxBytes, timeoutMs }: Parameters<ContentStore['readFileParts']>[1]
): AsyncGenerator<Uint8Array> {
  const cid = parseCid(cidText);
  const reader = blocks.within(readBudget(maxBytes, timeoutMs), signal);
  let size = from;
  try {
    const getBlock = (block: CID) => collect(reader.get(block));
    for await (const part of readUnixFsFile(cid, getBlock, STORE_LIMITS.readConcurrency, from)) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      yield part;
      onProgress?.({ stage: 'fetch', done: size, total: 0 });
    }
  } catch (error) {
    throw readError(error, cidText, undefined, signal);
  }
}

async function resolveFile(blockstore: UnixFsBlocks, cid: CID, path: string, signal?: AbortSignal): Promise<CID> {
  const stat = await unixfs({ blockstore }).stat(cid, { signal, path: safeFolderPath(path) });
  if (stat.type !== 'directory') return stat.cid;
  throw new AppError('store/no-such-file', `${path} in ${cid} is a folder, not a file.`, {
    details: { cid: String(cid), path }
  });
}

async function listFolder(
  blocks: VerifiedBlocks,
  cidText: string,
  { signal, timeoutMs }: LongCallOptions & { timeoutMs?: number } = {}
): Promise<ContentEntry[]> {
  const cid = parseCid(cidText);
  const fs = unixfs({ blockstore: blocks.within(readBudget(STORE_LIMITS.maxFolderEntries * 1024, timeoutMs), signal) });
  const entries: ContentEntry[] = [];
  const walk = async (folder: CID, prefix: string, depth: number): Promise<void> => {
    if (depth > STORE_LIMITS.maxFolderDepth) throw tooManyEntries();
    for await (const { name, cid: child, size } of fs.ls(folder, { signal })) {
      const path = safeFolderPath(`${prefix}${name}`);
      // A raw leaf is a file, of the size the folder claims; what else a child is stands in its own first block.
      const stat =
        child.code === CODEC.raw ? { type: 'raw' as const, size: size ?? 0n } : await fs.stat(child, { signal });
      if (stat.type === 'directory') await walk(child, `${path}/`, depth + 1);
      else entries.push({ path, cid: String(child), sizeBytes: Number(stat.size) });
      if (entries.length > STORE_LIMITS.maxFolderEntries) throw tooManyEntries();
    }
  };
  try {
    if (cid.code === CODEC.raw || (await fs.stat(cid, { signal })).type !== 'directory') {
      throw new AppError('store/not-a-folder', `${cidText} is a file, not a folder.`, { details: { cid: cidText } });
    }
    await walk(cid, '', 0);
  } catch (error) {
    throw readError(error, cidText, undefined, signal);
  }
  return entries;
}

/** Room for the tree above the bytes wanted, but not for trees of nothing that never end. */
function readBudget(maxBytes: number, timeoutMs: number = STORE_LIMITS.blockTimeoutMs): ReadBudget {
  return { maxBytes: maxBytes * 1.1 + 2 * STORE_LIMITS.maxBlockBytes, maxBlocks: 1000 + maxBytes / 4096, timeoutMs };
}

function readError(error: unknown, cid: string, path: string | undefined, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof AppError) return cause;
  const name = error instanceof Error ? error.name : '';
  if (/NotFound|NoContent|NotAFile|NotADirectory|DoesNotExist/i.test(name)) {
    return new AppError('store/no-such-file', `${cid} has no file ${path ?? ''}`.trim() + '.', {
      details: { cid, path },
      cause: error
    });
  }
  return new AppError('store/unreadable', `The content of ${cid} is not a file or folder that can be read.`, {
    details: { cid, path },
    cause: error
  });
}

function tooManyEntries(): AppError {
  return new AppError('store/too-large', 'This folder has more files or levels than are read here.', {
    details: { maxEntries: STORE_LIMITS.maxFolderEntries, maxDepth: STORE_LIMITS.maxFolderDepth }
  });
}
