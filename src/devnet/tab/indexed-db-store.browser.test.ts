// The chain in a real browser's IndexedDB: it continues after a stop and across snapshots, and says when it is damaged.
import { openDB } from 'idb';
import { afterEach, describe, expect, test } from 'vitest';
import { Chain } from '../chain/chain.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { developmentGenesis, genesisDigest } from '../genesis/genesis-config.ts';
import { timestampStorage } from '../pallets/timestamp.ts';
import { deleteIndexedDbStore, openIndexedDbStore } from './indexed-db-store.ts';

const NAME = 'indexed-db-store-test';
const config = developmentGenesis();
afterEach(() => deleteIndexedDbStore(NAME));

async function openChain(digest = genesisDigest(config)): Promise<Chain> {
  const store = await openIndexedDbStore(NAME, { snapshotBlocks: 4, keptBlocks: 8 });
  try {
    return await Chain.open({
      store,
      now: () => 1_700_000_000_000,
      genesisDigest: digest,
      genesisState: () => buildGenesis(config)
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}
const make = async (chain: Chain, count: number) => {
  for (let i = 0; i < count; i++) await chain.newBlock();
};

describe('a chain in IndexedDB', () => {
  test.each([0, 3, 4, 7, 8, 18])('continues after %i blocks with the same blocks and state', async (count) => {
    const first = await openChain();
    await make(first, count);
    const before = { best: first.bestHash, now: timestampStorage.Now.get(first.bestState) };
    await first.close();
    const second = await openChain();
    expect({ best: second.bestHash, now: timestampStorage.Now.get(second.bestState) }).toEqual(before);
    await make(second, 1);
    expect(second.bestNumber).toBe(count + 1);
    await second.close();
  });

  test('headers and transactions of old blocks go, their hashes stay', async () => {
    const chain = await openChain();
    const genesis = chain.bestHash;
    await make(chain, 20);
    await chain.close();
    const again = await openChain();
    expect(await again.block(2)).toBeUndefined();
    expect((await again.block(13))!.header.number).toBe(13);
    expect(again.hashOf(0)).toEqual(genesis);
    await again.close();
  });

  test('another genesis and a missing block are refused', async () => {
    const chain = await openChain();
    await make(chain, 6);
    await chain.close();
    await expect(openChain('0x00')).rejects.toMatchObject({ code: 'devnet/genesis-changed' });
    const database = await openDB(NAME);
    await database.delete('blocks', 5);
    database.close();
    await expect(openChain()).rejects.toMatchObject({ code: 'devnet/data-damaged' });
  });
});
