import type { SigningAccount } from '../../ports/signing-account.ts';

/** An account of a wallet that is never asked. */
export const someWalletAccount = (address: string): SigningAccount => ({
  address,
  publicKey: '0x10',
  name: 'Alice',
  source: 'extension',
  key: { kind: 'injected', signer: {} }
});
