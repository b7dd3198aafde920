// A validator's sealing key: made on this machine, kept in the vault, its public half on chain. Another one can take its place; the
// secrets of earlier ones stay, so that what was sealed to them can be opened.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { laterSealingKeyName, sealingKeyName } from '../../core/sealing/key-names.ts';
import { SEALING_KEY_BLOCKS } from '../../core/sealing/keys-to-seal-to.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { findAccountNeuron } from '../request/account-neuron.ts';
import { ownSealingKey } from './own-sealing-key.ts';

export interface EnsureSealingKeyOptions extends TxOptions {
  /** Puts this vault's key in the place of another one on chain. */
  replace?: boolean;
  /** Puts a fresh key in the place of this vault's own one: always, or where that one is due by now. Default: never. */
  renew?: 'never' | 'when-due' | 'now';
}

/**
 * Makes and publishes the key where that has not happened; returns the secret. The chain shows the keys of permitted
 * validators alone, so without a permit nothing is published: it could take the place of a key that is not seen.
 * @throws AppError `sealing/other-key` where the chain has another key and `replace` is not set, `sealing/key-missing` where
 * neither a permit nor a kept key is there, vault and chain errors.
 */
export async function ensureSealingKey(
  chain: Pick<MarketChain, 'sealingKeys' | 'metagraph' | 'publishSealingKey' | 'bestBlock'>,
  account: SigningAccount,
  vault: KeyVault,
  randomBytes: (length: number) => Uint8Array,
  { replace = false, renew = 'never', ...tx }: EnsureSealingKeyOptions = {}
): Promise<{ secretKey: Uint8Array; published: boolean; expiresBlock: number | null }> {
  const own = await ownSealingKey(chain, account, vault);
  const { place, kept } = own;
  const isToRenew = renew === 'now' || (renew === 'when-due' && own.isDue);
  if (kept && place === 'here' && !isToRenew)
    return { secretKey: kept, published: false, expiresBlock: own.published!.expiresBlock };
  if (place === 'elsewhere' && !replace) throw otherKey(account.name);
  if (place === 'none' && !findAccountNeuron(await chain.metagraph(), account)?.validatorPermit) {
    if (!kept) throw noKey(account.name);
    return { secretKey: kept, published: false, expiresBlock: null };
  }
  const secretKey = kept && !isToRenew ? kept : randomBytes(32);
  const publicKey = sealingPublicKey(secretKey);
  if (kept === null) await vault.put(sealingKeyName(account.publicKey), secretKey);
  else if (secretKey !== kept) await vault.put(laterSealingKeyName(account.publicKey, toHex(publicKey)), secretKey);
  const expiresBlock = (await chain.bestBlock()).number + SEALING_KEY_BLOCKS;
  const outcome = await chain.publishSealingKey(account, { publicKey, expiresBlock }, tx);
  return { secretKey, published: outcome.status === 'finalized', expiresBlock };
}

function otherKey(name: string): AppError {
  return new AppError('sealing/other-key', `The sealing key of ${name} on chain is not one that is kept here.`, {
    hints: [
      'Import the keys of the browser or machine that published it, or score there.',
      'Or replace it: what was sealed to the old key stays unreadable here.'
    ]
  });
}

function noKey(name: string): AppError {
  return new AppError('sealing/key-missing', `The sealing key of ${name} is not kept here.`, {
    hints: [
      'Import the keys of the browser or machine that published it, or measure there.',
      'Another one can be published only while the account has a validator permit.'
    ]
  });
}
