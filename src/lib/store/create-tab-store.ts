// The page's content store: blocks in IndexedDB, shared by all its tabs.
import { IDBBlockstore } from 'blockstore-idb';
import { AppError } from '../core/error/app-error.ts';
import type { ContentStore } from '../ports/content-store.ts';
import { createUnixFsContentStore } from './unixfs-content-store.ts';

export interface TabStoreOptions {
  /** Name of the IndexedDB database. Tabs with the same name share blocks: none is ever deleted, so none gets in another's way. */
  name: string;
  /** HTTP address of the always-on node; null keeps everything in this browser. */
  gatewayUrl: string | null;
  /** Further trustless gateways to read from. */
  gateways?: string[];
}

/** Throws AppError `store/insecure-context` where the browser offers no hashing, `store/no-storage` without IndexedDB. */
export async function createTabStore({ name, ...options }: TabStoreOptions): Promise<ContentStore> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new AppError('store/insecure-context', 'This page was not loaded securely, so content cannot be verified.', {
      hints: ['Open it over https, or on this machine as http://localhost or http://127.0.0.1.']
    });
  }
  const blockstore = new IDBBlockstore(`${name}/blocks`);
  try {
    await blockstore.open();
  } catch (cause) {
    throw new AppError('store/no-storage', 'This browser does not let the page keep content (IndexedDB).', {
      hints: ['Leave private browsing, or allow this site to store data.'],
      cause
    });
  }
  return createUnixFsContentStore({ ...options, blockstore, onStop: async () => blockstore.close() });
}
