import { MemoryBlockstore } from 'blockstore-core';
import { CID } from 'multiformats/cid';
import { identity } from 'multiformats/hashes/identity';
import { sha256 } from 'multiformats/hashes/sha2';
import { expect, test } from 'vitest';
import { inlineBytes } from './inline-bytes.ts';
import { CODEC } from './parse-cid.ts';
import { readLocalBlock } from './read-local-block.ts';

const bytes = new TextEncoder().encode('rows');
const cid = CID.createV1(CODEC.raw, await sha256.digest(bytes));

test('a block is read, and null where there is none', async () => {
  const local = new MemoryBlockstore();
  expect(await readLocalBlock(local, cid)).toBeNull();
  await local.put(cid, bytes);
  expect(await readLocalBlock(local, cid)).toEqual(bytes);
});

test('a damaged block is as good as none, and does not stay', async () => {
  const local = new MemoryBlockstore();
  await local.put(cid, bytes.subarray(1));
  expect(await readLocalBlock(local, cid)).toBeNull();
  expect(await local.has(cid)).toBe(false);
});

test('a CID with the identity hash holds its bytes itself', () => {
  expect(inlineBytes(CID.createV1(CODEC.raw, identity.digest(bytes)))).toEqual(bytes);
  expect(inlineBytes(cid)).toBeNull();
});
