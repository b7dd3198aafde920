// Signs an extrinsic with the account's own key or its wallet, and says under which name the chain will know it.
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { runtimeUpgraded } from '../connection/chain-changed.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { eraPeriod } from './era-period.ts';
import type { SentTx, TxOptions } from '../../ports/tx-state.ts';

export type Extrinsic = SubmittableExtrinsic<'promise', ISubmittableResult>;

export interface SignedTx {
  /** The transaction as it goes to a node. */
  bytes: `0x${string}`;
  sent: SentTx;
}

/**
 * The wallet may return the whole signed transaction (`withSignedTransaction`), as a Ledger does that sets the mode of
 * `CheckMetadataHash`; a transaction with another call than the one it was asked to sign is refused.
 * @throws what the wallet throws; AppError `wallet/altered-transaction`; `chain/too-few-blocks-left` before
 * `notAfterBlock`; `chain/runtime-upgraded` when the runtime changed before it answered.
 */
export async function signExtrinsic(
  connection: ChainConnection,
  extrinsic: Extrinsic,
  account: SigningAccount,
  { notAfterBlock }: Pick<TxOptions, 'notAfterBlock'> = {}
): Promise<SignedTx> {
  const { api, genesisHash } = connection;
  const specVersion = api.runtimeVersion.specVersion.toNumber();
  const best = (await api.rpc.chain.getHeader()).number.toNumber();
  const call = extrinsic.method.toHex();
  const lifetime = notAfterBlock === undefined ? {} : { era: eraPeriod(best, notAfterBlock) };
  const signed = await signWith(extrinsic, account, lifetime);
  if (signed.method.toHex() !== call) throw alteredTransaction();
  const now = await connection.rpc<{ specVersion: number }>('state_getRuntimeVersion', []);
  if (now.specVersion !== specVersion) throw runtimeUpgraded(specVersion, now.specVersion);
  const era = signed.era.isMortalEra ? signed.era.asMortalEra : null;
  return {
    bytes: signed.toHex(),
    sent: {
      txHash: signed.hash.toHex(),
      account: account.address,
      nonce: signed.nonce.toNumber(),
      genesisHash,
      specVersion,
      fromBlock: era
        ? era.birth(best)
        : (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber(),
      untilBlock: era ? era.death(best) - 1 : null
    }
  };
}

/** The nonce comes from the node, which counts what waits in its pool. */
function signWith(
  extrinsic: Extrinsic,
  { address, key }: SigningAccount,
  lifetime: { era?: number }
): Promise<Extrinsic> {
  if (key.kind === 'pair') return extrinsic.signAsync(key.pair, { nonce: -1, ...lifetime }) as Promise<Extrinsic>;
  return extrinsic.signAsync(address, {
    ...lifetime,
    signer: key.signer as never,
    nonce: -1,
    withSignedTransaction: true
  }) as Promise<Extrinsic>;
}

function alteredTransaction(): AppError {
  return new AppError(
    'wallet/altered-transaction',
    'The wallet signed another call than the one it was asked to sign, so it was not sent.',
    { hints: ['Use another wallet and report this to its makers.'] }
  );
}
