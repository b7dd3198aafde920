// A validator's sealing key: made once, kept in the vault, its public half on chain.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { sealingKeyName } from '../../core/sealing/key-names.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { findAccountNeuron } from '../request/account-neuron.ts';
import { ownSealingKey } from './own-sealing-key.ts';

/**
 * Makes and publishes the key where that has not happened; returns the secret. The chain shows the keys of permitted
 * validators alone, so without a permit nothing is published: it could take the place of a key that is not seen.
 * @param options.replace puts this vault's key in the place of another one on chain.
 * @throws AppError `sealing/other-key` where the chain has another key and `replace` is not set, `sealing/key-missing` where
 * neither a permit nor a kept key is there, vault and chain errors.
 */
export async function ensureSealingKey(
  chain: Pick<MarketChain, 'sealingKeys' | 'metagraph' | 'publishSealingKey'>,
  account: SigningAccount,
  vault: KeyVault,
  randomBytes: (length: number) => Uint8Array,
  { replace = false, ...tx }: { replace?: boolean } & TxOptions = {}
): Promise<{ secretKey: Uint8Array; published: boolean }> {
  const { place, kept } = await ownSealingKey(chain, account, vault);
  if (kept && place === 'here') return { secretKey: kept, published: false };
  if (place === 'elsewhere' && !replace) throw otherKey(account.name);
  if (place === 'none' && !findAccountNeuron(await chain.metagraph(), account)?.validatorPermit) {
    if (!kept) throw noKey(account.name);
    return { secretKey: kept, published: false };
  }
  const secretKey = kept ?? randomBytes(32);
  await vault.put(sealingKeyName(account.publicKey), secretKey);
  const outcome = await chain.publishSealingKey(
    account,
    { publicKey: sealingPublicKey(secretKey), expiresBlock: null },
    tx
  );
  return { secretKey, published: outcome.status === 'finalized' };
}

function otherKey(name: string): AppError {
  return new AppError('sealing/other-key', `The sealing key of ${name} on chain is not the one kept here.`, {
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
