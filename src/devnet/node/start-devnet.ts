// Starts the local chain in Node: a store in a folder (or in memory), block production, and the WebSocket server.
import { randomBytes } from 'node:crypto';
import { u8aToHex } from '@polkadot/util';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { urlHost } from '#lib/core/access/host-names.ts';
import { Chain } from '../chain/chain.ts';
import type { ChainStore } from '../chain/chain-store.ts';
import { createMemoryStore } from '../chain/memory-store.ts';
import { produceBlocks } from '../chain/produce-blocks.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { developmentGenesis, genesisDigest, type GenesisConfig } from '../genesis/genesis-config.ts';
import { rpcMethods } from '../rpc/rpc-methods.ts';
import { openFileStore } from './file-store.ts';
import { serveRpc } from './rpc-server.ts';

export type DevnetEvent =
  | { type: 'block'; number: number; hash: string }
  | { type: 'error'; error: unknown }
  /** What was repaired at the start, in a sentence. */
  | { type: 'repair'; sentence: string };

export interface DevnetOptions {
  /** 0 picks a free one. */
  port: number;
  /** Default 127.0.0.1: this chain is for this machine. */
  host?: string;
  /** Absent: the chain lives in memory. */
  dataDir?: string;
  /** Time between blocks; default 1000; 0 makes blocks only for transactions. */
  blockTimeMs?: number;
  /** Blocks between epochs; default 60. */
  tempo?: number;
  /** Blocks on top of a block before it is final; default 0: final at once. */
  finalityLag?: number;
  genesis?: Partial<GenesisConfig>;
  /** Which web pages may connect; default: none. Programs that are no browsers may. */
  access?: BrowserAccess;
  /** What `dev_*` methods ask for; default: a new one. null: there are no such methods. */
  devToken?: string | null;
  /** Stops the chain. */
  signal?: AbortSignal;
  onEvent?: (event: DevnetEvent) => void;
  /** Milliseconds since 1970; tests bring their own. */
  now?: () => number;
}

export interface Devnet {
  url: string;
  port: number;
  /** For `dev_*` methods: `[{ token, ... }]`. null: there are none. */
  devToken: string | null;
  chain: {
    /** The chain itself, for code in the same process. */
    readonly inner: Chain;
    bestNumber(): number;
    /** Makes one block now. @returns its number and hash. */
    newBlock(): Promise<{ number: number; hash: string }>;
    newBlocks(count: number): Promise<{ number: number; hash: string }>;
  };
  stop(): Promise<void>;
}

/**
 * @throws AppError `devnet/port-in-use`, `devnet/genesis-changed`, `devnet/data-locked`, `devnet/genesis-contract-failed`,
 * `devnet/data-damaged`.
 */
export async function startDevnet(options: DevnetOptions): Promise<Devnet> {
  options.signal?.throwIfAborted();
  const host = options.host ?? '127.0.0.1';
  const config = developmentGenesis({ ...options.genesis, ...(options.tempo ? { tempo: options.tempo } : {}) });
  const store: ChainStore = options.dataDir
    ? await openFileStore(options.dataDir, {
        onRepair: (sentence) => options.onEvent?.({ type: 'repair', sentence })
      })
    : createMemoryStore();
  try {
    const chain = await Chain.open({
      store,
      now: options.now ?? Date.now,
      genesisDigest: genesisDigest(config),
      genesisState: () => buildGenesis(config),
      finalityLag: options.finalityLag ?? 0,
      onFault: (error) => options.onEvent?.({ type: 'error', error })
    });
    const devToken = options.devToken === undefined ? randomBytes(32).toString('hex') : options.devToken;
    const methods = rpcMethods(chain, devToken === null ? 'off' : { token: devToken });
    const server = await serveRpc(methods, host, options.port, options.access ?? new BrowserAccess());
    const production = produceBlocks(chain, options.blockTimeMs ?? 1000, (error) =>
      options.onEvent?.({ type: 'error', error })
    );
    const stopReporting = chain.onBlock(({ number, hash }) =>
      options.onEvent?.({ type: 'block', number, hash: u8aToHex(hash) })
    );
    let stopped: Promise<void> | undefined;
    const stop = () =>
      (stopped ??= (async () => {
        production.stop();
        stopReporting();
        await server.close();
        await chain.close();
      })());
    options.signal?.addEventListener('abort', () => void stop(), { once: true });
    const url = `ws://${urlHost(host)}:${server.port}`;
    return { url, port: server.port, devToken, chain: handleOf(chain), stop };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function handleOf(chain: Chain): Devnet['chain'] {
  const newBlocks = async (count: number) => {
    for (let i = 1; i < count; i++) await chain.newBlock();
    const { number, hash } = await chain.newBlock();
    return { number, hash: u8aToHex(hash) };
  };
  return { inner: chain, bestNumber: () => chain.bestNumber, newBlock: () => newBlocks(1), newBlocks };
}
