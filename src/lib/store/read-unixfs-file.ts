// The bytes of a UnixFS file in order (specs.ipfs.tech/unixfs), a few blocks ahead. The stock exporter leaves rejections of
// its parallel reads unhandled, which ends a Node process: a stranger's file must not do that.
import * as dagPb from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';
import { CODEC } from './parse-cid.ts';

interface Ahead {
  cid: CID;
  /** Bytes of the file below it, as its parent says; null for the root. */
  size: number | null;
  /** Set once the block is on its way. */
  bytes: Promise<Uint8Array> | null;
}

/**
 * @param getBlock verified bytes of a block; what it throws ends the reading.
 * @param ahead how many blocks are asked for at once.
 * @param from first byte that is given; blocks before it are not asked for.
 * Throws AppError `store/unreadable` for blocks that are no part of a file.
 */
export async function* readUnixFsFile(
  root: CID,
  getBlock: (cid: CID) => Promise<Uint8Array>,
  ahead: number,
  from = 0
): AsyncGenerator<Uint8Array> {
  let toSkip = from;
  const queue: Ahead[] = [{ cid: root, size: null, bytes: null }];
  while (queue.length > 0) {
    const { size } = queue[0]!;
    if (toSkip > 0 && size !== null && size <= toSkip) {
      toSkip -= size;
      queue.shift();
      continue;
    }
    for (const entry of queue.slice(0, ahead)) entry.bytes ??= started(getBlock(entry.cid));
    const { cid, bytes } = queue.shift()!;
    const { data, children } = parts(cid, await bytes!);
    const skipped = Math.min(toSkip, data.length);
    toSkip -= skipped;
    if (data.length > skipped) yield data.subarray(skipped);
    queue.unshift(...children.map((child) => ({ ...child, bytes: null })));
  }
}

/** A promise whose failure is heard when it is awaited, and not before. */
function started<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function parts(cid: CID, bytes: Uint8Array): { data: Uint8Array; children: Omit<Ahead, 'bytes'>[] } {
  if (cid.code === CODEC.raw) return { data: bytes, children: [] };
  try {
    if (cid.code !== CODEC.dagPb) throw new Error('not a file');
    const { Data, Links } = dagPb.decode(bytes);
    const node = UnixFS.unmarshal(Data ?? new Uint8Array(0));
    if (node.type !== 'file' && node.type !== 'raw') throw new Error(`a ${node.type}, not a file`);
    return {
      data: node.data ?? new Uint8Array(0),
      children: Links.map(({ Hash }, index) => ({ cid: Hash, size: Number(node.blockSizes[index] ?? NaN) }))
    };
  } catch (cause) {
    throw new AppError('store/unreadable', `The block ${cid} is not part of a file.`, {
      details: { cid: String(cid) },
      cause
    });
  }
}
