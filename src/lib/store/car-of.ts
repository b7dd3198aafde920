// A DAG as a CARv1 stream (ipld.io/specs/transport/car/carv1), depth first, every block once.
import { CarWriter } from '@ipld/car/writer';
import type { CID } from 'multiformats/cid';
import { linksOf } from './dag-links.ts';
import { inlineBytes } from './inline-bytes.ts';

type ReadBlock = (cid: CID) => Promise<Uint8Array>;

/** Bytes of the CAR. A block that cannot be read ends the stream with its error, so that a cut DAG is never taken for a whole one. */
export async function* carOf(root: CID, read: ReadBlock): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create(root);
  let failure: unknown = null;
  const writing = writeDag(root, read, writer).catch((error: unknown) => {
    failure = error;
    return writer.close();
  });
  yield* out;
  await writing;
  if (failure !== null) throw failure;
}

async function writeDag(
  root: CID,
  read: ReadBlock,
  writer: { put(block: { cid: CID; bytes: Uint8Array }): Promise<unknown>; close(): Promise<unknown> }
): Promise<unknown> {
  const stack = [root];
  const seen = new Set<string>();
  for (let cid = stack.pop(); cid !== undefined; cid = stack.pop()) {
    if (seen.has(String(cid))) continue;
    seen.add(String(cid));
    const bytes = inlineBytes(cid) ?? (await read(cid));
    await writer.put({ cid, bytes });
    stack.push(...linksOf(cid, bytes).reverse());
  }
  return writer.close();
}
