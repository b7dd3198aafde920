// Wallet extensions of the page: listed without asking, enabled one at a time when the user chooses one. The interface is
// the one of @polkadot/extension-inject (`window.injectedWeb3`).
import { type ConnectedWallet, type InjectedWallet } from '../../ports/wallet.ts';
import type { Injected, InjectedAccount, InjectedWindowProvider } from '@polkadot/extension-inject/types';
import { AppError } from '../../core/error/app-error.ts';
import { explainSubmitError } from '../tx/explain-chain-error.ts';
import { sortWalletAccounts } from './wallet-accounts.ts';

type InjectedWeb3 = Record<string, InjectedWindowProvider>;

const APP_NAME = 'Assay';
const LATE_INJECTION_MS = 1_000;
const POLL_MS = 100;

const injected = (): InjectedWeb3 => (globalThis as { injectedWeb3?: InjectedWeb3 }).injectedWeb3 ?? {};

/** The installed wallets; waits up to a second for the ones that inject late. */
export async function listInjectedWallets(): Promise<InjectedWallet[]> {
  await untilInjected(() => Object.keys(injected()).length > 0);
  return Object.entries(injected()).map(([id, { version }]) => ({ id, version: version ?? '' }));
}

/**
 * Asks one wallet for its accounts. A locked wallet may not answer until it is unlocked: the caller offers to give up.
 * @param genesisHash of the chain the accounts are for; null: no chain yet, every chain's accounts
 * @throws AppError `wallet/not-installed`, `wallet/locked`, `wallet/refused`, `wallet/no-accounts`.
 */
export async function connectInjectedWallet(id: string, genesisHash: string | null = null): Promise<ConnectedWallet> {
  await untilInjected(() => id in injected());
  const provider = injected()[id];
  if (!provider?.enable)
    throw new AppError('wallet/not-installed', `The wallet "${id}" is not installed in this browser.`, {
      hints: ['Install it or choose another one.']
    });
  const sort = (list: InjectedAccount[]) => sortWalletAccounts(list, { walletId: id, signer, genesisHash });
  let extension: Injected;
  let list: InjectedAccount[];
  try {
    extension = await provider.enable(APP_NAME);
    list = await extension.accounts.get(true);
  } catch (cause) {
    throw notEnabled(cause);
  }
  const { signer, accounts, metadata } = extension;
  if (list.length === 0)
    throw new AppError('wallet/no-accounts', 'The wallet shows no account to Assay.', {
      hints: ["Create one, or allow Assay to see it in the wallet's settings."]
    });
  return {
    id,
    ...sort(list),
    onAccounts: (listener) => accounts.subscribe((changed) => listener(sort(changed))),
    metadata: metadata ? { get: () => metadata.get(), provide: (definition) => metadata.provide(definition) } : null
  };
}

async function untilInjected(isThere: () => boolean): Promise<void> {
  for (let waited = 0; waited < LATE_INJECTION_MS && !isThere(); waited += POLL_MS)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function notEnabled(cause: unknown): AppError {
  const explained = explainSubmitError(cause);
  if (explained && explained.code.startsWith('wallet/')) return explained;
  return new AppError('wallet/refused', 'The wallet did not give access to its accounts.', {
    hints: ['Open the wallet, allow Assay, and connect again.'],
    cause
  });
}
