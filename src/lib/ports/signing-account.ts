// An account that can sign, wherever its key lives: a wallet extension, a key file, or a development account.
import type { InjectedExtension } from '@polkadot/extension-inject/types';
import type { KeyringPair } from '@polkadot/keyring/types';

export interface SigningAccount {
  /** SS58, prefix 42. */
  address: string;
  /** 32 bytes as 0x-prefixed hex; compare accounts by this, never by address text. */
  publicKey: `0x${string}`;
  name: string;
  source: 'development' | 'key-file' | 'extension';
  /** The wallet extension that holds the key, where one does. */
  walletId?: string;
  key: { kind: 'pair'; pair: KeyringPair } | { kind: 'injected'; signer: InjectedExtension['signer'] };
}
