// Which blocks a block refers to: all a node needs to know of a DAG to hold it whole.
import * as dagCbor from '@ipld/dag-cbor';
import * as dagPb from '@ipld/dag-pb';
import * as Block from 'multiformats/block';
import type { CID } from 'multiformats/cid';
import { CODEC } from './parse-cid.ts';

/** CIDs a verified block links to, in order. Throws for a block that does not decode. */
export function linksOf(cid: CID, bytes: Uint8Array): CID[] {
  if (cid.code === CODEC.raw) return [];
  if (cid.code === CODEC.dagPb) return dagPb.decode(bytes).Links.map(({ Hash }) => Hash);
  if (cid.code === CODEC.dagCbor)
    return Array.from(Block.createUnsafe({ cid, bytes, codec: dagCbor }).links(), ([, link]) => link);
  throw new Error(`Codec 0x${cid.code.toString(16)} is not known.`);
}
