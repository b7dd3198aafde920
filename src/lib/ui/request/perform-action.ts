// Carries out one action of a request for an account. What needs a measurement first is not here: see request-desk.svelte.ts.
import type { TxOptions } from '../../ports/tx-state.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { seatOf, type ActionPlace } from '../../market/request/action-view.ts';
import { buyDataset } from '../../market/delivery/buy-dataset.ts';
import { deliverKey } from '../../market/delivery/deliver-key.ts';
import { findBenchmarkKey } from '../../market/scoring/find-benchmark-key.ts';
import type { ActorEdges } from '../../ports/market-edges.ts';
import { openPackage } from '../../market/delivery/open-package.ts';
import { releaseKey } from '../../market/delivery/release-key.ts';
import type { RequestState } from '../../market/request/request-state.ts';
import { revealScores } from '../../market/scoring/reveal-scores.ts';
import { revealSubmission } from '../../market/submission/reveal-submission.ts';
import { revealVerdict } from '../../market/challenge/reveal-verdict.ts';

/** Actions that have a page or a form of their own. */
type OwnPage = 'commit-submission' | 'commit-scores' | 'challenge' | 'commit-verdict';
export type DirectAction = Exclude<ActionPlace, { kind: OwnPage }>;

/** @returns the outcome of its verb or call. Throws what those throw. */
export function performAction(
  action: DirectAction,
  state: RequestState,
  edges: ActorEdges,
  options: LongCallOptions & TxOptions
): Promise<{ status: string }> {
  const { chain, account } = edges;
  const { request } = state;
  const place = { requestId: request.id };
  const submissionAt = (index: number) => ({ request, submission: state.submissions[index]! });
  switch (action.kind) {
    case 'reveal-submission':
      return revealSubmission(submissionAt(action.submissionIndex), edges, options);
    case 'snapshot':
      return chain.snapshot(account, request.id, options);
    case 'draw':
      return chain.draw(account, request.id, options);
    case 'settle':
      return chain.settle(account, request.id, options);
    case 'reveal-scores':
      return revealScores({ request }, edges, options);
    case 'draw-jury':
      return chain.drawJury(account, { ...place, challengeId: action.challengeId }, options);
    case 'resolve':
      return chain.resolve(account, { ...place, challengeId: action.challengeId }, options);
    case 'reveal-verdict':
      return revealVerdict({ request, challenge: state.challenges[action.challengeId]! }, edges, options);
    case 'open-package':
      return openPackage(submissionAt(action.submissionIndex), edges, options);
    case 'deliver-key':
      return deliverKey(submissionAt(action.submissionIndex), edges, options);
    case 'forfeit':
      return chain.forfeit(account, { ...place, index: action.submissionIndex }, options);
    case 'buy':
      return buyDataset(submissionAt(action.submissionIndex), edges, options);
    case 'release-key': {
      const purchase = state.purchases[action.submissionIndex]![action.purchaseId]!;
      return releaseKey({ ...submissionAt(action.submissionIndex), purchase }, edges, options);
    }
    case 'refund-purchase': {
      const { submissionIndex: index, purchaseId } = action;
      return chain.refundPurchase(account, { ...place, index, purchaseId }, options);
    }
    case 'reveal-benchmark':
      return revealBenchmark(state, edges, options);
    case 'claim':
      return chain.claim(account, account.publicKey, options);
    default:
      return action satisfies never;
  }
}

/** The contract looks at no seat of the requester's. */
const REQUESTER = 0;

async function revealBenchmark(
  state: RequestState,
  { chain, content, account, vault }: ActorEdges,
  options: LongCallOptions & TxOptions
): Promise<{ status: string }> {
  const { request } = state;
  const key = await findBenchmarkKey({ request, account }, { content, vault }, options);
  if (key === null)
    throw new AppError('benchmark/key-unknown', "The benchmark's key is not in this browser.", {
      hints: ['Reveal it from the browser that posted the request, or from a validator it was sealed to.']
    });
  const seat = seatOf({ state, account })?.seat ?? REQUESTER;
  return chain.revealBenchmark(account, { requestId: request.id, seat, key: toHex(key) }, options);
}
