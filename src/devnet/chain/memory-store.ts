// Keeps a chain for as long as the process lives.
import type { BlockRecord } from './block-record.ts';
import type { ChainStore, StoredBlock } from './chain-store.ts';

export function createMemoryStore(): ChainStore {
  const blocks: StoredBlock[] = [];
  const keep = ({ number, header, extrinsics, hash }: BlockRecord) =>
    void (blocks[number] = { header, extrinsics, hash });
  return {
    load: async () => undefined,
    create: async (_digest, genesis) => keep(genesis),
    append: async (block) => keep(block),
    read: async (number) => blocks[number],
    close: async () => {}
  };
}
