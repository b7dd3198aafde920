// A wallet extension as the page sees it: what it is, its accounts, and what it knows of chains.
import type { InjectedMetadata } from '@polkadot/extension-inject/types';
import type { SigningAccount } from './signing-account.ts';

/** An account that the wallet shows and Assay does not offer. */
export interface UnusableAccount {
  address: string;
  name: string;
  reason: string;
}

export interface WalletAccounts {
  accounts: SigningAccount[];
  unusable: UnusableAccount[];
}

export interface InjectedWallet {
  id: string;
  version: string;
}

export interface ConnectedWallet extends WalletAccounts {
  id: string;
  /** Calls back when accounts are added, renamed or removed in the wallet. Returns the way to stop. */
  onAccounts(listener: (accounts: WalletAccounts) => void): () => void;
  /** What the wallet knows of chains, and the way to tell it more; null where it keeps none. */
  metadata: Pick<InjectedMetadata, 'get' | 'provide'> | null;
}
