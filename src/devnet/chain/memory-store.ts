// Keeps a chain for as long as the process lives: every hash, and the newest blocks.
import type { BlockRecord } from './block-record.ts';
import type { ChainStore, StoredBlock } from './chain-store.ts';

/** Blocks whose header and transactions are kept. */
const KEPT_BLOCKS = 16_384;

export function createMemoryStore(): ChainStore {
  const blocks = new Map<number, StoredBlock>();
  const keep = ({ number, header, extrinsics, hash }: BlockRecord) =>
    void blocks.set(number, { header, extrinsics, hash }).delete(number - KEPT_BLOCKS);
  return {
    load: async () => undefined,
    create: async (_digest, genesis) => keep(genesis),
    append: async (block) => keep(block),
    read: async (number) => blocks.get(number),
    close: async () => {}
  };
}
