// Which of a wallet's accounts can sign here, and in words why the others cannot.
import type { UnusableAccount, WalletAccounts } from '../../ports/wallet.ts';
import type { InjectedAccount, InjectedExtension } from '@polkadot/extension-inject/types';
import { isHex, u8aToHex } from '@polkadot/util';
import { decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import type { SigningAccount } from '../../ports/signing-account.ts';

const PUBLIC_KEY_BYTES = 32;
const UNNAMED = 'Unnamed account';

/** @param genesisHash of the chain in use; null: not known yet, so that an account of any chain is offered */
export function sortWalletAccounts(
  list: readonly InjectedAccount[],
  wallet: { walletId: string; signer: InjectedExtension['signer']; genesisHash: string | null }
): WalletAccounts {
  const accounts: SigningAccount[] = [];
  const unusable: UnusableAccount[] = [];
  for (const account of list) {
    const { address, name = UNNAMED } = account;
    const publicKey = publicKeyOf(address);
    const reason = whyUnusable(account, publicKey, wallet.genesisHash);
    if (reason !== null || publicKey === null) {
      unusable.push({ address, name, reason: reason ?? NO_ADDRESS });
      continue;
    }
    // A wallet may keep one key for several chains: it is one account here.
    if (accounts.some((other) => other.publicKey === u8aToHex(publicKey))) continue;
    accounts.push({
      address: encodeAddress(publicKey, 42),
      publicKey: u8aToHex(publicKey),
      name,
      source: 'extension',
      walletId: wallet.walletId,
      key: { kind: 'injected', signer: wallet.signer }
    });
  }
  return { accounts, unusable };
}

const NO_ADDRESS = 'Its address is not one of Bittensor.';

function whyUnusable(
  { address, type, genesisHash }: InjectedAccount,
  publicKey: Uint8Array | null,
  chain: string | null
): string | null {
  if (type === 'ethereum' || isHex(address))
    return 'An Ethereum account: Bittensor and the market know accounts by sr25519 keys.';
  if (type !== undefined && type !== 'sr25519')
    return `A key of type ${type}: the market checks sr25519 signatures, so use an account of that type.`;
  if (publicKey === null) return NO_ADDRESS;
  if (genesisHash && chain !== null && genesisHash !== chain)
    return 'The wallet keeps it for another chain. Set it to "any chain" there to use it here.';
  return null;
}

function publicKeyOf(address: string): Uint8Array | null {
  try {
    const bytes = decodeAddress(address);
    return bytes.length === PUBLIC_KEY_BYTES ? bytes : null;
  } catch {
    return null;
  }
}
