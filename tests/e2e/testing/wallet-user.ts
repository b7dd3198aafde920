// The person behind the wallets of a page: holds the development keys, agrees to everything unless a test says otherwise,
// and remembers what was asked.
import type { KeyringPair } from '@polkadot/keyring/types';
import type { MetadataDef } from '@polkadot/extension-inject/types';
import type { BrowserContext } from 'playwright-core';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { accountFromUri } from '#lib/chain/wallet/account-from-uri.ts';
import { installWalletDoubles, type WalletDouble, type WalletRequest } from '#lib/chain/testing/wallet-double.ts';
import { signPayload, signRaw } from '#lib/chain/testing/wallet-signatures.ts';

type Kind = WalletRequest['kind'];
type Of<K extends Kind> = Extract<WalletRequest, { kind: K }>;

export interface WalletUser {
  /** Wallet and request, in their order. */
  asked: [string, WalletRequest][];
  /** What this person does instead of agreeing. */
  instead: { [K in Kind]?: (request: Of<K>) => unknown };
  /** The metadata that was offered last. */
  offered: MetadataDef | null;
  keyOf(address: string): KeyringPair;
  /** The answer of one who agrees. */
  agree(request: WalletRequest): unknown;
  /** Puts wallets into every page of the context. */
  install(context: BrowserContext, wallets: WalletDouble[]): Promise<void>;
}

export async function walletUser(): Promise<WalletUser> {
  const accounts = await Promise.all(
    DEVELOPMENT_ACCOUNTS.map(({ uri, name }) => accountFromUri(uri, name, 'development'))
  );
  const keyOf = (address: string): KeyringPair => {
    const found = accounts.find((account) => account.address === address)?.key;
    if (found?.kind !== 'pair') throw new Error('Unable to find keypair');
    return found.pair;
  };
  const user: WalletUser = {
    asked: [],
    instead: {},
    offered: null,
    keyOf,
    agree,
    async install(context, wallets) {
      await context.exposeFunction('answerWallet', async (walletId: string, request: WalletRequest) => {
        user.asked.push([walletId, request]);
        const instead = user.instead[request.kind] as ((request: WalletRequest) => unknown) | undefined;
        return instead ? instead(request) : agree(request);
      });
      await context.addInitScript(installWalletDoubles, wallets);
    }
  };
  function agree(request: WalletRequest): unknown {
    switch (request.kind) {
      case 'enable':
        return true;
      case 'payload':
        return signPayload(keyOf(request.payload.address), request.payload);
      case 'raw':
        return signRaw(keyOf(request.payload.address), request.payload);
      case 'metadata':
        user.offered = request.definition;
        return true;
      default:
        return request satisfies never;
    }
  }
  return user;
}
