// The local chain in a browser: kept in IndexedDB, a block a second and one at once for every transaction.
import { Chain } from '../chain/chain.ts';
import { produceBlocks } from '../chain/produce-blocks.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { genesisDigest, type GenesisConfig } from '../genesis/genesis-config.ts';
import { rpcMethods } from '../rpc/rpc-methods.ts';
import type { RpcMethods } from '../rpc/rpc-session.ts';
import { openIndexedDbStore } from './indexed-db-store.ts';

export interface TabChain {
  methods: RpcMethods;
  /** Finishes the block under way and closes the database. */
  close(): Promise<void>;
}

/**
 * Opens the chain of a database, or begins it.
 * @throws AppError `devnet/genesis-changed`, `devnet/data-damaged`; the database is closed then.
 */
export async function openTabChain(
  database: string,
  genesis: GenesisConfig,
  options: { blockTimeMs: number; onFault: (error: unknown) => void }
): Promise<TabChain> {
  const store = await openIndexedDbStore(database);
  try {
    const chain = await Chain.open({
      store,
      now: Date.now,
      genesisDigest: genesisDigest(genesis),
      genesisState: () => buildGenesis(genesis),
      onFault: options.onFault
    });
    const production = produceBlocks(chain, options.blockTimeMs, options.onFault);
    return {
      methods: rpcMethods(chain, 'open'),
      close: async () => {
        production.stop();
        await chain.close();
      }
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
