// Wallet extensions of the page: listed without asking, enabled one at a time when the user chooses one.
import type { InjectedExtension, InjectedWindowProvider } from '@polkadot/extension-inject/types';
import { u8aToHex } from '@polkadot/util';
import { decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import { AppError } from '../core/error/app-error.ts';
import type { SigningAccount } from './signing-account.ts';

export interface InjectedWallet {
  id: string;
  version: string;
}

type InjectedWeb3 = Record<string, InjectedWindowProvider>;

const APP_NAME = 'Assay';
const LATE_INJECTION_MS = 1_000;
const POLL_MS = 100;

const injected = (): InjectedWeb3 => (globalThis as { injectedWeb3?: InjectedWeb3 }).injectedWeb3 ?? {};

/** The installed wallets; waits up to a second for the ones that inject late. */
export async function listInjectedWallets(): Promise<InjectedWallet[]> {
  for (let waited = 0; waited < LATE_INJECTION_MS && Object.keys(injected()).length === 0; waited += POLL_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return Object.entries(injected()).map(([id, { version }]) => ({ id, version: version ?? '' }));
}

export interface ConnectedWallet {
  id: string;
  accounts: SigningAccount[];
  /** Calls back when accounts are added, renamed or removed in the wallet. Returns the way to stop. */
  onAccounts(listener: (accounts: SigningAccount[]) => void): () => void;
}

/**
 * Asks one wallet for its accounts.
 * @throws AppError `wallet/not-installed`, `wallet/refused`, `wallet/no-accounts`.
 */
export async function connectInjectedWallet(id: string): Promise<ConnectedWallet> {
  const provider = injected()[id];
  if (!provider?.enable)
    throw new AppError('wallet/not-installed', `The wallet "${id}" is not installed in this browser.`, {
      hints: ['Install it or choose another one.']
    });
  let extension: InjectedExtension;
  try {
    extension = { ...(await provider.enable(APP_NAME)), name: id, version: provider.version ?? '' };
  } catch (cause) {
    throw new AppError('wallet/refused', 'The wallet did not give access to its accounts.', {
      hints: ['Open the wallet, allow Assay, and connect again.'],
      cause
    });
  }
  const accounts = toSigningAccounts(await extension.accounts.get(), extension);
  if (accounts.length === 0)
    throw new AppError('wallet/no-accounts', 'The wallet shows no sr25519 account to Assay.', {
      hints: ["Create one, or allow Assay to see it in the wallet's settings."]
    });
  return {
    id,
    accounts,
    onAccounts: (listener) => extension.accounts.subscribe((list) => listener(toSigningAccounts(list, extension)))
  };
}

function toSigningAccounts(
  list: Awaited<ReturnType<InjectedExtension['accounts']['get']>>,
  extension: InjectedExtension
): SigningAccount[] {
  return list
    .filter(({ type }) => type === undefined || type === 'sr25519')
    .map(({ address, name }) => {
      const publicKey = decodeAddress(address);
      return {
        address: encodeAddress(publicKey, 42),
        publicKey: u8aToHex(publicKey),
        name: name ?? 'Unnamed account',
        source: 'extension',
        key: { kind: 'injected', signer: extension.signer }
      };
    });
}
