// Follows a signed transaction by looking at the chain itself, after the connection that watched it broke or gave no more answers.
import { AppError } from '../../core/error/app-error.ts';
import { sentToAnotherChain, signedForOldRuntime } from '../connection/chain-changed.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { explainSubmitError } from './explain-chain-error.ts';
import { findTransaction } from './find-transaction.ts';
import type { SignedTx } from './sign-extrinsic.ts';
import type { BlockRef, TxFinalized, TxOptions, TxState } from '../../ports/tx-state.ts';

const LOOK_EVERY_MS = 1_000;
const DEFAULT_PATIENCE_MS = 60_000;
/** The node knows it already, or holds it back for now: the next look tells. */
const KNOWN_TO_NODE = /^(1012|1013|1014):|outdated|stale/i;

/**
 * Where neither a block nor the node's pool has it, the same signed bytes are sent once more: under one nonce the chain
 * runs them once at most.
 * @throws AppError as `submitExtrinsic`; `chain/connection-lost` when the chain stays away for `patienceMs`.
 */
export async function followTransaction(
  connection: ChainConnection,
  { bytes, sent }: SignedTx,
  report: (state: TxState) => void,
  { signal, patienceMs = DEFAULT_PATIENCE_MS }: TxOptions
): Promise<TxFinalized> {
  const { txHash } = sent;
  let shown: TxState['status'] = 'unknown';
  let block: BlockRef | null = null;
  let sentAgain = false;
  let lastAnswerMs = Date.now();
  const show = (state: TxState) => {
    if (state.status === 'broadcast' && shown === 'retracted') return;
    if (state.status !== shown || state.status === 'in-block') report(state);
    shown = state.status;
  };
  report({ status: 'unknown', txHash });
  for (;;) {
    const fate = await withinTime(findTransaction(connection, sent), patienceMs).catch(() => null);
    if (fate) lastAnswerMs = Date.now();
    else if (Date.now() - lastAnswerMs >= patienceMs || signal?.aborted) throw connectionLost(txHash);
    if (block && fate && !('block' in fate && fate.block?.hash === block.hash)) {
      show({ status: 'retracted', txHash });
      block = null;
    }
    switch (fate?.status) {
      case 'finalized':
        return { status: 'finalized', txHash, block: fate.block, events: fate.events };
      case 'failed':
        throw fate.error;
      case 'other-chain':
        throw sentToAnotherChain(sent.genesisHash, fate.genesisHash);
      case 'untold':
        throw untold(fate.reason, txHash);
      case 'in-block':
        if (!block) show({ status: 'in-block', txHash, block: fate.block });
        block = fate.block;
        break;
      case 'waiting':
        show({ status: 'broadcast', txHash });
        break;
      case 'absent':
        if (!sentAgain) sentAgain = await sendAgain();
        break;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  async function sendAgain(): Promise<boolean> {
    try {
      await connection.rpc('author_submitExtrinsic', [bytes]);
      return true;
    } catch (thrown) {
      if (!isNodeAnswer(thrown)) return false;
      if (KNOWN_TO_NODE.test((thrown as Error).message)) return true;
      throw await explainRefusal(connection, sent.specVersion, thrown);
    }
  }
}

/** Whether the node itself said this, so that the transaction is refused for certain; else the connection did. */
export function isNodeAnswer(thrown: unknown): boolean {
  return typeof (thrown as { code?: unknown }).code === 'number' && thrown instanceof Error;
}

/** A refused transaction's error; one that was signed for a runtime that has gone says so. */
export async function explainRefusal(
  connection: ChainConnection,
  signedFor: number,
  thrown: unknown
): Promise<AppError> {
  const now = await connection
    .rpc<{ specVersion: number }>('state_getRuntimeVersion', [])
    .catch(() => ({ specVersion: signedFor }));
  if (now.specVersion !== signedFor) return signedForOldRuntime(signedFor, now.specVersion);
  return explainSubmitError(thrown) ?? AppError.from(thrown, 'chain/submit-failed');
}

/** A node that has the connection but says nothing is a lost one too. */
function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function connectionLost(txHash: string): AppError {
  return new AppError(
    'chain/connection-lost',
    'The chain stopped answering after the transaction was signed: it is not known whether it arrived.',
    {
      hints: ['Do not send it again yet: the history looks it up as soon as the chain answers.'],
      details: { txHash }
    }
  );
}

function untold(reason: string, txHash: string): AppError {
  return new AppError('chain/fate-unknown', reason, {
    hints: ['Look at the account and the request to see its effect before you send it again.'],
    details: { txHash }
  });
}
