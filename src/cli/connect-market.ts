// The command's edges for the market's verbs: a chain by its URL, a content store by its node's gateway, a signing account.
import { accountFromUri } from '#lib/chain/wallet/account-from-uri.ts';
import { connectChain, type ChainConnection } from '#lib/chain/connection/connect-chain.ts';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { networkOf } from '#lib/chain/connection/network-of.ts';
import { NETWORKS, type Network } from '#lib/core/market/networks.ts';
import { rankEndpoints } from '#lib/chain/connection/rank-endpoints.ts';
import type { SigningAccount } from '#lib/ports/signing-account.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ContentStore } from '#lib/ports/content-store.ts';
import type { Mechanisms } from '#lib/core/mechanism/mechanisms.ts';
import { precheckInThread } from '#lib/score/check-in-thread.ts';
import { mechanisms } from '#lib/score/mechanisms.ts';
import { withPrechecksApart } from '#lib/score/prechecks-apart.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { sandbox } from './harness/sandbox.ts';
import { readWhole } from './read-input.ts';
import { readKeyFile } from './read-key-file.ts';

const NAMED = NETWORKS.filter(({ isLocal }) => !isLocal);

/** Options every command shares that talks to the market. */
export const chainArguments = {
  chain: {
    type: 'string',
    default: 'ws://127.0.0.1:9944',
    description: `WebSocket addresses of the chain, separated by commas, or ${NAMED.map(({ id }) => id).join(', ')}`
  },
  netuid: { type: 'string', description: 'Subnet of the market, where the chain is no local one' },
  market: { type: 'string', description: 'Address of the market contract, where the chain is no local one' }
} as const;

export const edgeArguments = {
  ...chainArguments,
  gateway: { type: 'string', default: 'http://127.0.0.1:8181', description: 'Content node (HTTP gateway)' },
  data: { type: 'string', description: 'Folder for state and keys' },
  json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
} as const;

/** Options that name the account that signs. */
export const accountArguments = {
  dev: { type: 'string', description: 'Development account of the local chain, e.g. Alice' },
  'key-file': { type: 'string', description: 'File with a secret phrase or seed' }
} as const;

export interface ConnectedMarket {
  connection: ChainConnection;
  chain: MarketChain;
  content: ContentStore;
  mechanisms: Mechanisms;
  stop(): Promise<void>;
}

/**
 * @throws AppError `chain/unreachable`, `chain/wrong-network`, `market/not-deployed`, `input/...` naming the option.
 */
export async function connectMarket(options: {
  chain: string;
  gateway: string;
  netuid?: string;
  market?: string;
  signal?: AbortSignal;
}): Promise<ConnectedMarket> {
  const place = readPlace(options);
  const connection = await openChain(options.chain, options.signal);
  const network = networkOf(connection, namedNetwork(options.chain) ?? unlistedNetwork(options.chain, place));
  const chain = createMarketChain(connection, { ...network, ...place });
  const content = await createNodeStore({ gatewayUrl: options.gateway });
  return {
    connection,
    chain,
    content,
    mechanisms: withPrechecksApart(mechanisms, (name, task, options) =>
      precheckInThread(name, task, { ...options, programs: sandbox() })
    ),
    stop: async () => void (await Promise.allSettled([content.stop(), connection.disconnect()]))
  };
}

/** Connects to a chain by name or by addresses; of several the good ones are used, the fastest first. */
export async function openChain(chain: string, signal?: AbortSignal): Promise<ChainConnection> {
  const named = namedNetwork(chain);
  const urls = named?.endpoints ?? chain.split(',').map((url) => url.trim());
  if (urls.length === 1) return connectChain(urls[0]!, { signal });
  const ranked = await rankEndpoints(urls, named?.genesisHash ?? null, { signal });
  return connectChain(
    ranked.map(({ url }) => url),
    { signal }
  );
}

const namedNetwork = (chain: string): Network | null => NAMED.find(({ id }) => id === chain) ?? null;

/** A chain that is on no list is taken where the caller says where its market stands. */
function unlistedNetwork(chain: string, { netuid, marketAddress }: Partial<Network>): Network | null {
  if (netuid === undefined || marketAddress === undefined) return null;
  return { id: 'unlisted', label: chain, endpoints: [], genesisHash: null, netuid, marketAddress, isLocal: false };
}

function readPlace({ netuid, market }: { netuid?: string; market?: string }): Partial<Network> {
  if (market !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(market))
    throw new AppError('input/not-an-address', `--market must be 0x and 40 hexadecimal digits, not "${market}".`, {
      details: { option: 'market' }
    });
  return {
    ...(netuid === undefined ? {} : { netuid: readWhole('netuid', netuid) }),
    ...(market === undefined ? {} : { marketAddress: market as `0x${string}` })
  };
}

/** @throws AppError `account/none-chosen`, `account/unknown-development-account`, `account/not-local`, `account/invalid-secret`. */
export async function signingAccount(
  options: { dev?: string; 'key-file'?: string },
  isLocal: boolean
): Promise<SigningAccount> {
  if (options['key-file']) {
    return accountFromUri(await readKeyFile(options['key-file']), options['key-file'], 'key-file');
  }
  if (!options.dev)
    throw new AppError('account/none-chosen', 'No account to sign with.', {
      hints: ['Give --key-file FILE, or --dev NAME on a local chain.']
    });
  if (!isLocal)
    throw new AppError('account/not-local', 'Development accounts exist only on a local chain.', {
      hints: ['Give --key-file FILE.']
    });
  return developmentAccount(options.dev);
}

export async function developmentAccount(name: string): Promise<SigningAccount> {
  const found = DEVELOPMENT_ACCOUNTS.find((account) => account.name.toLowerCase() === name.toLowerCase());
  if (!found) {
    throw new AppError('account/unknown-development-account', `There is no development account "${name}".`, {
      hints: [`Choose one of ${DEVELOPMENT_ACCOUNTS.map((account) => account.name).join(', ')}.`]
    });
  }
  return accountFromUri(found.uri, found.name, 'development');
}
