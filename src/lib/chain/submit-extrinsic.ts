// Signs and sends one extrinsic and follows it to finality, reporting every state on the way.
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import { AppError } from '../core/error/app-error.ts';
import type { ChainConnection } from './connect-chain.ts';
import { explainDispatchError, explainSubmitError } from './explain-chain-error.ts';
import type { SigningAccount } from './signing-account.ts';
import type { BlockRef, ChainEvent, TxFinalized, TxOptions, TxState } from './tx-state.ts';

export type Extrinsic = SubmittableExtrinsic<'promise', ISubmittableResult>;

/** Either the finalized transaction, or the user's refusal to sign (not an error). */
export type TxOutcome = TxFinalized | { status: 'rejected' };

/**
 * @throws AppError when the node refuses it, the call fails in its block, or the chain is lost on the way. A
 * transaction that was broadcast cannot be cancelled: `signal` only stops it before it is signed.
 */
export async function submitExtrinsic(
  connection: ChainConnection,
  extrinsic: Extrinsic,
  account: SigningAccount,
  { onState, signal }: TxOptions = {}
): Promise<TxOutcome> {
  const report = (state: TxState) => onState?.(state);
  signal?.throwIfAborted();
  report({ status: 'awaiting-signature' });
  try {
    const outcome = await sendAndWatch(connection, extrinsic, account, report);
    report(outcome);
    return outcome;
  } catch (thrown) {
    const error = explainSubmitError(thrown);
    if (error === null) {
      report({ status: 'rejected' });
      return { status: 'rejected' };
    }
    report({ status: 'failed', error });
    throw error;
  }
}

function sendAndWatch(
  connection: ChainConnection,
  extrinsic: Extrinsic,
  account: SigningAccount,
  report: (state: TxState) => void
): Promise<TxFinalized> {
  const { api } = connection;
  return new Promise((resolve, reject) => {
    let unsubscribe = () => {};
    let settled = false;
    const finish = (act: () => void) => {
      settled = true;
      unsubscribe();
      api.off('disconnected', onDisconnected);
      act();
    };
    const onDisconnected = () =>
      finish(() =>
        reject(
          new AppError(
            'chain/connection-lost',
            'The connection to the chain broke while the transaction was on its way.',
            { hints: ['Reconnect and look whether it arrived before you send it again.'] }
          )
        )
      );
    const onResult = async (result: ISubmittableResult) => {
      const txHash = result.txHash.toHex();
      const { status } = result;
      if (status.isReady || status.isBroadcast || status.isFuture) return report({ status: 'broadcast', txHash });
      if (status.isRetracted) return report({ status: 'retracted', txHash });
      if (status.isInBlock)
        return report({ status: 'in-block', txHash, block: await blockRef(connection, status.asInBlock.toHex()) });
      if (status.isFinalized) {
        if (result.dispatchError) return finish(() => reject(explainDispatchError(api, result.dispatchError!)));
        const block = await blockRef(connection, status.asFinalized.toHex());
        return finish(() => resolve({ status: 'finalized', txHash, block, events: plainEvents(result) }));
      }
      if (result.isError)
        return finish(() =>
          reject(
            new AppError('chain/dropped', `The chain dropped the transaction (${status.type}).`, {
              hints: ['Send it again.'],
              details: { raw: status.type }
            })
          )
        );
    };
    api.on('disconnected', onDisconnected);
    signAndSend(
      extrinsic,
      account,
      (result) => void onResult(result).catch((error) => finish(() => reject(error)))
    ).then(
      (stop) => {
        unsubscribe = stop;
        if (settled) stop();
      },
      (error) => finish(() => reject(error))
    );
  });
}

function signAndSend(
  extrinsic: Extrinsic,
  account: SigningAccount,
  onResult: (result: ISubmittableResult) => void
): Promise<() => void> {
  if (account.key.kind === 'pair') return extrinsic.signAndSend(account.key.pair, { nonce: -1 }, onResult);
  return extrinsic.signAndSend(
    account.address,
    { signer: account.key.signer as never, nonce: -1, withSignedTransaction: true },
    onResult
  );
}

async function blockRef({ api }: ChainConnection, hash: `0x${string}`): Promise<BlockRef> {
  const header = await api.rpc.chain.getHeader(hash);
  return { number: header.number.toNumber(), hash };
}

function plainEvents(result: ISubmittableResult): ChainEvent[] {
  return result.events.map(({ event }) => ({
    section: event.section,
    method: event.method,
    data: Object.fromEntries(event.data.map((value, i) => [event.data.names?.[i] ?? String(i), value.toJSON()]))
  }));
}
