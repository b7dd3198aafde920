// A DAG as a CARv1 stream (ipld.io/specs/transport/car/carv1), depth first, every block once.
import { CarWriter } from '@ipld/car/writer';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { linksOf } from '#lib/store/dag-links.ts';
import { HASH } from '#lib/store/parse-cid.ts';
import { collect } from '#lib/store/verified-blocks.ts';

/** Bytes of the CAR. A block this node lacks ends the stream with an error, so that a cut DAG is never taken for a whole one. */
export async function* carOf(root: CID, local: Blockstore): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create(root);
  let failure: unknown = null;
  const writing = writeDag(root, local, writer).catch((error: unknown) => {
    failure = error;
    return writer.close();
  });
  yield* out;
  await writing;
  if (failure !== null) throw failure;
}

async function writeDag(
  root: CID,
  local: Blockstore,
  writer: { put(block: { cid: CID; bytes: Uint8Array }): Promise<unknown>; close(): Promise<unknown> }
): Promise<unknown> {
  const stack = [root];
  const seen = new Set<string>();
  for (let cid = stack.pop(); cid !== undefined; cid = stack.pop()) {
    if (seen.has(String(cid))) continue;
    seen.add(String(cid));
    const bytes = cid.multihash.code === HASH.identity ? cid.multihash.digest : await collect(local.get(cid));
    await writer.put({ cid, bytes });
    stack.push(...linksOf(cid, bytes).reverse());
  }
  return writer.close();
}
