// Publishing where there is no other node: content stays in this browser, for its own tabs.
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { PublishReceipt } from '../ports/content-store.ts';
import { linksOf } from './dag-links.ts';
import { collect } from './collect.ts';
import type { VerifiedBlocks } from './verified-blocks.ts';

const HELD_BY = 'this browser';

/** Makes sure that every block of the DAG is here. Throws AppError `store/publish-failed`. */
export async function keepHere(
  blocks: VerifiedBlocks,
  root: CID,
  { signal, onProgress }: LongCallOptions = {}
): Promise<PublishReceipt> {
  const seen = new Set<string>();
  const waiting = [root];
  let bytes = 0;
  for (let cid = waiting.pop(); cid; cid = waiting.pop()) {
    signal?.throwIfAborted();
    if (seen.has(String(cid))) continue;
    seen.add(String(cid));
    if (!(await blocks.local.has(cid)))
      throw new AppError('store/publish-failed', `Not published: block ${String(cid)} is not in this browser.`, {
        details: { cid: String(root) }
      });
    const block = await collect(blocks.local.get(cid, { signal }));
    bytes += block.length;
    waiting.push(...linksOf(cid, block));
    onProgress?.({ stage: 'publish', done: bytes, total: 0, values: { blocks: seen.size } });
  }
  return { cid: String(root), blocks: seen.size, bytes, heldBy: HELD_BY };
}
