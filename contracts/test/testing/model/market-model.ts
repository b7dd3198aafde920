// The whole market once more, in plain TypeScript: what every call that changes something does or why it is refused.
// Written from docs/market.md and IMarket.sol; the random sequences compare the contract with it after every call.
import { acceptTreasury, claim, claimToMirror, depositBond } from './model-accounts.ts';
import { proposeTreasury, requestWithdrawal, withdrawBond } from './model-accounts.ts';
import { Refusal, type ModelCall } from './model-call.ts';
import { appeal, challenge } from './model-challenge.ts';
import { commitVerdict, drawJury, revealVerdict } from './model-jury.ts';
import { resolve } from './model-resolve.ts';
import { buy, deliverKey, forfeit, forfeitDeposit, namePrice, openPackage } from './model-sales.ts';
import { refundPurchase, registerBenchmark, releaseKey, revealBenchmark } from './model-sales.ts';
import { commitScores, draw, revealScores, snapshot } from './model-scoring.ts';
import { settle } from './model-settlement.ts';
import { cancel, commitSubmission, extend, open, revealSubmission, topUp } from './model-submissions.ts';

type ModelFunction = (call: ModelCall, args: never) => bigint | void;

export const MODEL_FUNCTIONS: Record<string, ModelFunction> = {
  ...{ open, topUp, extend, cancel, commitSubmission, revealSubmission },
  ...{ snapshot, draw, commitScores, revealScores, settle },
  ...{ challenge, drawJury, appeal, commitVerdict, revealVerdict, resolve },
  ...{ openPackage, deliverKey, forfeit, buy, namePrice, releaseKey, refundPurchase },
  ...{ revealBenchmark, forfeitDeposit, registerBenchmark },
  ...{ claim, claimToMirror, depositBond, requestWithdrawal, withdrawBond, proposeTreasury, acceptTreasury }
};
/** The others revert without an error of the market where they are sent money. */
export const PAYABLE = new Set(['open', 'topUp', 'commitSubmission', 'challenge', 'appeal', 'buy', 'depositBond']);

export type Prediction =
  { ok: true; result: bigint | undefined } | { ok: false; error: string; errorArgs: readonly unknown[] };

/** Changes `call.state` as the call does, where it goes through. */
export function predict(call: ModelCall, name: string, args: readonly unknown[]): Prediction {
  if (!PAYABLE.has(name) && (call.rao > 0n || call.extraWei > 0n)) return { ok: false, error: 'revert', errorArgs: [] };
  try {
    return { ok: true, result: MODEL_FUNCTIONS[name]!(call, args as never) ?? undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, error: error.error, errorArgs: error.errorArgs };
  }
}
