// A block of this machine's own, checked like one from elsewhere: it may have been cut short by a crash while it was written.
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { collect } from './collect.ts';
import { isBlockOf } from './verify-block.ts';

/** @returns null where there is none; one that is not what its CID says is deleted. */
export async function readLocalBlock(
  local: Blockstore,
  cid: CID,
  options: { signal?: AbortSignal | undefined } = {}
): Promise<Uint8Array | null> {
  if (!(await local.has(cid, options))) return null;
  const bytes = await collect(local.get(cid, options));
  if (await isBlockOf(cid, bytes)) return bytes;
  await local.delete(cid, options);
  return null;
}
