// Signs and sends one extrinsic and follows it to finality, reporting every state on the way. It is signed once; what is
// not known is looked up on the chain, never guessed.
import type { TxCost, TxFinalized, TxOptions, TxOutcome, TxState } from '../../ports/tx-state.ts';
import type { ExtrinsicStatus } from '@polkadot/types/interfaces';
import { AppError } from '../../core/error/app-error.ts';
import { endsOnlyTheFollowing } from '../../core/error/error-kinds.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { explainSubmitError } from './explain-chain-error.ts';
import { findTransaction } from './find-transaction.ts';
import { explainRefusal, followTransaction, isNodeAnswer } from './follow-transaction.ts';
import { findInBlock, readInclusion } from './read-inclusion.ts';
import { readFee } from './read-fee.ts';
import { signExtrinsic, type Extrinsic, type SignedTx } from './sign-extrinsic.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';

export type { Extrinsic };

const NO_CONTRACT = { valueRao: 0n, gasRao: 0n, topUpRao: 0n };
/** A watched transaction of which nothing was heard for so long is looked for instead. */
const SILENCE_MS = 60_000;

/**
 * @throws AppError when the wallet or the node refuses it, the call fails in its block, it can never be in one, or the
 * chain stays away (`chain/connection-lost`: then its last state is `unknown`). A transaction that was signed cannot be
 * cancelled: `signal` stops it before, and afterwards only the waiting for a lost chain.
 * @param contractCost of a contract call, beside the chain's own fee
 */
export async function submitExtrinsic(
  connection: ChainConnection,
  extrinsic: Extrinsic,
  account: SigningAccount,
  options: TxOptions = {},
  contractCost: Omit<TxCost, 'feeRao'> = NO_CONTRACT
): Promise<TxOutcome> {
  const report = (state: TxState) => options.onState?.(state);
  options.signal?.throwIfAborted();
  let signed: SignedTx | undefined;
  try {
    const { valueRao, gasRao, topUpRao } = contractCost;
    const cost: TxCost = { valueRao, gasRao, feeRao: await readFee(connection, extrinsic, account), topUpRao };
    if (options.confirmCost && !(await options.confirmCost(cost))) {
      report({ status: 'rejected' });
      return { status: 'rejected' };
    }
    options.signal?.throwIfAborted();
    report({ status: 'awaiting-signature', cost });
    signed = await signExtrinsic(connection, extrinsic, account, options);
    const { sent } = signed;
    report({ status: 'sending', txHash: sent.txHash, sent });
    const outcome =
      (await sendAndWatch(connection, signed, report)) ??
      (await followTransaction(connection, signed, report, options));
    report(outcome);
    return outcome;
  } catch (thrown) {
    const error = explainSubmitError(thrown);
    if (error === null) {
      report({ status: 'rejected' });
      return { status: 'rejected' };
    }
    if (signed && endsOnlyTheFollowing(error)) report({ status: 'unknown', txHash: signed.sent.txHash, error });
    else report({ status: 'failed', error, ...(signed ? { txHash: signed.sent.txHash } : {}) });
    throw error;
  }
}

/** Null when the connection broke or gave no more answers. */
function sendAndWatch(
  connection: ChainConnection,
  signed: SignedTx,
  report: (state: TxState) => void
): Promise<TxFinalized | null> {
  const { api } = connection;
  const { sent, bytes } = signed;
  let shown: TxState['status'] = 'sending';
  // Back in the pool after a retraction: that its block is gone says more than that it waits.
  const show = (state: TxState) => {
    if (state.status === 'broadcast' && shown === 'retracted') return;
    shown = state.status;
    report(state);
  };
  return new Promise((resolve, reject) => {
    let unsubscribe = () => {};
    let settled = false;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const finish = (act: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(silence);
      api.off('disconnected', onLost);
      unsubscribe();
      act();
    };
    const onLost = () => finish(() => resolve(null));
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(onLost, SILENCE_MS);
    };
    // One at a time: a later state is not to overtake an earlier one that still reads its block.
    let inOrder = Promise.resolve();
    const onStatus = (status: ExtrinsicStatus) => {
      heard();
      inOrder = inOrder
        .then(async () => {
          if (settled) return;
          const outcome = await take(connection, signed, status, show);
          if (outcome === 'lost') onLost();
          else if (outcome) finish(() => resolve(outcome));
        })
        .catch((error: unknown) => (error instanceof AppError ? finish(() => reject(error)) : onLost()));
    };
    heard();
    api.on('disconnected', onLost);
    api.rpc.author.submitAndWatchExtrinsic(bytes, onStatus).then(
      (stop) => {
        unsubscribe = stop;
        if (settled) stop();
      },
      (thrown: unknown) =>
        isNodeAnswer(thrown)
          ? void explainRefusal(connection, sent.specVersion, thrown).then((error) => finish(() => reject(error)))
          : onLost()
    );
  });
}

/** One status from the node: its outcome at the end, `lost` where it must be looked for, else null. */
async function take(
  connection: ChainConnection,
  signed: SignedTx,
  status: ExtrinsicStatus,
  report: (state: TxState) => void
): Promise<TxFinalized | 'lost' | null> {
  const { sent } = signed;
  const { txHash } = sent;
  if (status.isReady || status.isBroadcast || status.isFuture) report({ status: 'broadcast', txHash });
  else if (status.isRetracted) report({ status: 'retracted', txHash });
  else if (status.isInBlock) {
    // A block that was retracted meanwhile may be unknown by now; the next status says so.
    const found = await findInBlock(connection, status.asInBlock.toHex(), txHash).catch(() => null);
    if (found) report({ status: 'in-block', txHash, block: found.block });
  } else if (status.isFinalized) {
    const found = await findInBlock(connection, status.asFinalized.toHex(), txHash).catch(() => null);
    if (!found || found.index < 0) return 'lost';
    const { block, events, error } = await readInclusion(connection, found.block, found.index);
    if (error) throw error;
    return { status: 'finalized', txHash, block, events };
  } else if (status.isInvalid) {
    const fate = await findTransaction(connection, sent);
    if (fate.status !== 'absent') return 'lost';
    throw await explainRefusal(connection, sent.specVersion, invalid());
  } else return 'lost';
  return null;
}

const invalid = () =>
  new AppError('chain/dropped', 'The chain dropped the transaction: it is not valid any more.', {
    hints: ['It had no effect. Sign again.']
  });
