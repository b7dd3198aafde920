// The command's edges for the market's verbs: a chain by its URL, a content store by its node's gateway, a signing account.
import { accountFromUri } from '#lib/chain/account-from-uri.ts';
import { connectChain, type ChainConnection } from '#lib/chain/connect-chain.ts';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import type { MarketChain } from '#lib/chain/market-chain.ts';
import { networkOf } from '#lib/chain/network-of.ts';
import type { SigningAccount } from '#lib/chain/signing-account.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ContentStore } from '#lib/store/content-store.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { readInput } from './read-input.ts';

/** Options every command shares that talks to a chain. */
export const edgeArguments = {
  chain: { type: 'string', default: 'ws://127.0.0.1:9944', description: 'Chain address (WebSocket)' },
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
  stop(): Promise<void>;
}

export async function connectMarket(options: {
  chain: string;
  gateway: string;
  signal?: AbortSignal;
}): Promise<ConnectedMarket> {
  const connection = await connectChain(options.chain, { signal: options.signal });
  const content = await createNodeStore({ gatewayUrl: options.gateway });
  return {
    connection,
    chain: createMarketChain(connection, networkOf(connection)),
    content,
    stop: async () => void (await Promise.allSettled([content.stop(), connection.disconnect()]))
  };
}

/** @throws AppError `account/none-chosen`, `account/unknown-development-account`, `account/not-local`, `account/invalid-secret`. */
export async function signingAccount(
  options: { dev?: string; 'key-file'?: string },
  isLocal: boolean
): Promise<SigningAccount> {
  if (options['key-file']) {
    const secret = new TextDecoder().decode(await readInput(options['key-file'], 4096));
    return accountFromUri(secret, options['key-file'], 'key-file');
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
