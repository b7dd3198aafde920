// A connection to a Substrate node of the Bittensor family: the polkadot-js api plus the raw JSON-RPC beside it.
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ProviderInterface } from '@polkadot/rpc-provider/types';
import { AppError } from '../../core/error/app-error.ts';

export interface ChainConnection {
  url: string;
  api: ApiPromise;
  chainName: string;
  /** `Development` for a local chain. */
  chainType: string;
  genesisHash: `0x${string}`;
  specVersion: number;
  /** What contracts know the chain by (`block.chainid`); null where it has no EVM. */
  evmChainId: bigint | null;
  /** A raw JSON-RPC call on the same socket (the `eth_*` views). */
  rpc<T>(method: string, params: unknown[]): Promise<T>;
  disconnect(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * Connects and waits until metadata is there.
 * @param url one address, or several: when the connection breaks, the next one takes over
 * @param provider carries the messages; default: a WebSocket to `url`
 * @throws AppError `chain/unreachable` when nothing answers within `timeoutMs`; the signal's reason when cancelled.
 */
export async function connectChain(
  url: string | readonly string[],
  options: { timeoutMs?: number; signal?: AbortSignal; provider?: ProviderInterface } = {}
): Promise<ChainConnection> {
  const urls = typeof url === 'string' ? [url] : url;
  const provider = options.provider ?? openProvider(urls);
  const api = new ApiPromise({ provider, noInitWarn: true, throwOnConnect: false });
  try {
    await withinTime(api.isReadyOrError, urls.join(', '), options);
    const [chainName, chainType, evmChainId] = await Promise.all([
      api.rpc.system.chain(),
      api.rpc.system.chainType(),
      api.query.evmChainId?.chainId?.()
    ]);
    return {
      url: urls[0]!,
      api,
      chainName: chainName.toString(),
      chainType: chainType.type,
      genesisHash: api.genesisHash.toHex(),
      get specVersion() {
        return api.runtimeVersion.specVersion.toNumber();
      },
      evmChainId: evmChainId ? (evmChainId as unknown as { toBigInt(): bigint }).toBigInt() : null,
      rpc: (method, params) => provider.send(method, params),
      disconnect: () => api.disconnect()
    };
  } catch (error) {
    await api.disconnect().catch(() => undefined);
    // A refused connection arrives as a bare DOM event; the user's own cancel and our errors keep their identity.
    if (error instanceof AppError || options.signal?.aborted) throw error;
    throw unreachable(urls.join(', '), error);
  }
}

function openProvider(urls: readonly string[]): WsProvider {
  for (const url of urls) {
    if (/^wss?:\/\/[^\s]+$/.test(url)) continue;
    throw new AppError('chain/invalid-url', `"${url}" is not a chain address.`, {
      hints: ['Use a WebSocket address such as ws://127.0.0.1:9944.'],
      details: { url }
    });
  }
  return new WsProvider([...urls], 1_000, {}, 30_000);
}

async function withinTime<T>(
  ready: Promise<T>,
  url: string,
  options: { timeoutMs?: number; signal?: AbortSignal }
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  options.signal?.throwIfAborted();
  let stop = () => {};
  const limit = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(unreachable(url, `no answer within ${timeoutMs} ms`)), timeoutMs);
    const cancel = () => reject(options.signal?.reason);
    options.signal?.addEventListener('abort', cancel, { once: true });
    stop = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', cancel);
    };
  });
  try {
    return await Promise.race([ready, limit]);
  } finally {
    stop();
  }
}

function unreachable(url: string, cause: unknown): AppError {
  return new AppError('chain/unreachable', `No chain answers at ${url}.`, {
    hints: [
      'Start the local chain with "npm start", or check the address and your connection, then try again.',
      'A local chain answers its own page alone; for another page start it with --allow-origin and the address of the page.'
    ],
    details: { url },
    cause
  });
}
