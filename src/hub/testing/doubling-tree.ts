// A file of no bytes at all that takes 2^depth steps to read: each block links twice to the next.
import * as dagPb from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';

export interface TreeBlock {
  cid: CID;
  bytes: Uint8Array;
}

/** The blocks from the leaf to the root. */
export async function doublingTree(depth: number): Promise<TreeBlock[]> {
  const blocks: TreeBlock[] = [];
  for (let level = 0; level <= depth; level++) {
    const below = blocks.at(-1)?.cid;
    const links = below ? [0, 1].map(() => ({ Name: '', Tsize: 0, Hash: below })) : [];
    const node = new UnixFS({ type: 'file', blockSizes: links.map(() => 0n) });
    const bytes = dagPb.encode(dagPb.prepare({ Data: node.marshal(), Links: links }));
    blocks.push({ cid: CID.createV1(dagPb.code, await sha256.digest(bytes)), bytes });
  }
  return blocks;
}
