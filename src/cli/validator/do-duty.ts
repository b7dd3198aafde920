// One thing that is due for a validator, done with the product's verb for it.
import { performAction } from '#lib/market/action/perform-action.ts';
import { judgeChallenge } from '#lib/market/challenge/judge-challenge.ts';
import type { RequestAction } from '#lib/market/request/action-view.ts';
import type { Stopped } from '#lib/ports/market-edges.ts';
import type { RequestState } from '#lib/market/request/request-state.ts';
import { scoreRequest } from '#lib/market/scoring/score-request.ts';
import type { Sender } from '../session/market-session.ts';
import type { Machine } from '../session/measure.ts';
import { sayingScores } from './saying-scores.ts';

const PLAIN = ['snapshot', 'draw', 'commit-scores', 'reveal-scores', 'settle'] as const;
const JURY = ['draw-jury', 'commit-verdict', 'reveal-verdict', 'resolve'] as const;

/** One member a kind, so that kinds can be told apart. */
type Kind<Kinds extends string, Where = unknown> = Kinds extends string ? { kind: Kinds } & Where : never;
export type Duty =
  Kind<(typeof PLAIN)[number]> | Kind<(typeof JURY)[number], { challengeId: number; submissionIndex: number }>;

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
  state: RequestState,
  { backend, scorer }: Machine,
  sender: Sender
): Promise<{ status: string; block: number } | Stopped> {
  const { request, challenges } = state;
  const { options } = sender;
  switch (duty.kind) {
    case 'commit-scores':
      return scoreRequest({ request, backend }, { ...sender, scorer }, sayingScores(options));
    case 'commit-verdict': {
      const challenge = challenges[duty.challengeId]!;
      return judgeChallenge({ request, challenge, backend }, { ...sender, scorer }, options);
    }
    default:
      return performAction(duty, state, sender, options);
  }
}
