// The page's vault: IndexedDB, where a reload or a closed tab loses nothing.
import { createStore, get, keys, update } from 'idb-keyval';
import { AppError } from '../core/error/app-error.ts';
import type { KeyVault } from '../ports/key-vault.ts';
import { persistenceRequest } from './tab-persistence.ts';

export function createTabKeyVault(): KeyVault {
  const store = createStore('assay-keys', 'secrets');
  const askToPersist = persistenceRequest();
  return {
    get: async (name) => (await get<Uint8Array>(name, store)) ?? null,
    put(name, secret) {
      askToPersist();
      return update<Uint8Array>(
        name,
        (existing) => {
          if (existing && !sameBytes(existing, secret))
            throw new AppError('vault/name-taken', 'Another key is kept under this name already.', {
              details: { name }
            });
          return secret;
        },
        store
      );
    },
    names: () => keys<string>(store)
  };
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
