// The command's content store: blocks in memory, or in a folder where they outlive the process.
import { MemoryBlockstore } from 'blockstore-core';
import type { ContentStore } from '../ports/content-store.ts';
import { createUnixFsContentStore } from './unixfs-content-store.ts';

export interface NodeStoreOptions {
  /** HTTP address of the always-on node. */
  gatewayUrl: string;
  /** Further trustless gateways to read from. */
  gateways?: string[];
  /** Folder for the blocks; without it they live in memory. */
  dataDir?: string;
  gatewayStallMs?: number;
}

export async function createNodeStore({ dataDir, ...options }: NodeStoreOptions): Promise<ContentStore> {
  if (dataDir === undefined) return createUnixFsContentStore({ ...options, blockstore: new MemoryBlockstore() });
  const { FsBlockstore } = await import('blockstore-fs');
  const blockstore = new FsBlockstore(dataDir);
  await blockstore.open();
  return createUnixFsContentStore({ ...options, blockstore, onStop: async () => blockstore.close() });
}
