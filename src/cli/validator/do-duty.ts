// One thing that is due for a validator, done with the product's verb for it.
import type { TxOutcome } from '#lib/ports/tx-state.ts';
import type { RequestAction } from '#lib/market/request/action-view.ts';
import type { Stopped } from '#lib/ports/market-edges.ts';
import type { RequestState } from '#lib/market/request/request-state.ts';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { revealVerdict } from '#lib/market/challenge/reveal-verdict.ts';
import type { Sender } from '../session/market-session.ts';
import type { Machine } from '../session/measure.ts';
import { judgeChallenge } from './judge-challenge.ts';
import { scoreRequest } from './score-request.ts';

const PLAIN = ['snapshot', 'draw', 'commit-scores', 'reveal-scores', 'settle'] as const;
const JURY = ['draw-jury', 'commit-verdict', 'reveal-verdict', 'resolve'] as const;

export type Duty =
  { kind: (typeof PLAIN)[number] } | { kind: (typeof JURY)[number]; challengeId: number; submissionIndex: number };

/** What of an action concerns a validator; null for the rest. */
export function dutyOf(action: RequestAction): Duty | null {
  const plain = PLAIN.find((kind) => kind === action.kind);
  if (plain) return { kind: plain };
  const jury = JURY.find((kind) => kind === action.kind);
  if (!jury || !('challengeId' in action)) return null;
  return { kind: jury, challengeId: action.challengeId, submissionIndex: action.submissionIndex };
}

/** @returns what the verb said. Throws as the verbs do. */
export async function doDuty(
  duty: Duty,
  { request, challenges }: RequestState,
  machine: Machine,
  sender: Sender
): Promise<{ status: string; block: number } | Stopped> {
  const { chain, account, options } = sender;
  switch (duty.kind) {
    case 'snapshot':
    case 'draw':
    case 'settle':
      return inBlock(await chain[duty.kind](account, request.id, options));
    case 'commit-scores':
      return scoreRequest(request, machine, sender);
    case 'reveal-scores':
      return revealScores({ request }, sender, options);
    case 'draw-jury':
      return inBlock(await chain.drawJury(account, { requestId: request.id, challengeId: duty.challengeId }, options));
    case 'resolve':
      return inBlock(await chain.resolve(account, { requestId: request.id, challengeId: duty.challengeId }, options));
    case 'commit-verdict':
      return judgeChallenge({ request, challenge: challenges[duty.challengeId]! }, machine, sender);
    case 'reveal-verdict':
      return revealVerdict({ request, challenge: challenges[duty.challengeId]! }, sender, options);
  }
}

const inBlock = (outcome: TxOutcome): { status: string; block: number } | Stopped =>
  outcome.status === 'finalized' ? { status: 'sent', block: outcome.block.number } : outcome;
