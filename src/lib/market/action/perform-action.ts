// Carries out one action of a request for an account. What needs a measurement or a form first has a verb of its own.
import type { Hex } from '../../core/encoding/hex.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { APPEAL_BONDS } from '../../core/market/market-constants.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import type { TxOptions, TxOutcome } from '../../ports/tx-state.ts';
import { revealVerdict } from '../challenge/reveal-verdict.ts';
import { buyDataset } from '../delivery/buy-dataset.ts';
import { deliverKey } from '../delivery/deliver-key.ts';
import { openPackage } from '../delivery/open-package.ts';
import { releaseKey } from '../delivery/release-key.ts';
import { revealBenchmark } from '../delivery/reveal-benchmark.ts';
import type { RequestState } from '../request/request-state.ts';
import { revealScores } from '../scoring/reveal-scores.ts';
import { revealSubmission } from '../submission/reveal-submission.ts';

/** Which action of a request, with what it needs to know; see `RequestAction`. */
export type DirectAction =
  | {
      kind:
        'cancel' | 'forfeit-deposit' | 'snapshot' | 'draw' | 'settle' | 'reveal-scores' | 'reveal-benchmark' | 'claim';
    }
  | { kind: 'top-up'; rao: bigint }
  | { kind: 'extend'; deadlineBlock: number }
  /** `buyer`: its public key. */
  | { kind: 'name-price'; submissionIndex: number; buyer: Hex; rao: bigint }
  | { kind: 'reveal-submission' | 'open-package' | 'deliver-key' | 'forfeit'; submissionIndex: number }
  /** `priceRao`: what was shown, and the most that is paid. */
  | { kind: 'buy'; submissionIndex: number; priceRao: bigint }
  | { kind: 'release-key' | 'refund-purchase'; submissionIndex: number; purchaseId: number }
  | { kind: 'draw-jury' | 'appeal' | 'resolve' | 'reveal-verdict'; challengeId: number };

export interface ActionDone {
  /** As its verb puts it; `sent` for a plain call of the contract. */
  status: string;
  block: number;
}

/** Throws as its verb or call does. */
export async function performAction(
  action: DirectAction,
  state: RequestState,
  edges: ActorEdges,
  options: LongCallOptions & TxOptions = {}
): Promise<ActionDone | Stopped> {
  const { chain, account } = edges;
  const { request } = state;
  const place = { requestId: request.id };
  const submissionAt = (index: number) => ({ request, submission: state.submissions[index]! });
  switch (action.kind) {
    case 'reveal-submission':
      return revealSubmission(submissionAt(action.submissionIndex), edges, options);
    case 'top-up':
      return sent(await chain.topUp(account, { ...place, rao: action.rao }, options));
    case 'extend':
      return sent(await chain.extend(account, { ...place, deadlineBlock: action.deadlineBlock }, options));
    case 'cancel':
    case 'snapshot':
    case 'draw':
    case 'settle':
      return sent(await chain[action.kind](account, request.id, options));
    case 'reveal-scores':
      return revealScores({ request }, edges, options);
    case 'draw-jury':
      return sent(await chain.drawJury(account, { ...place, challengeId: action.challengeId }, options));
    case 'appeal': {
      const bondRao = APPEAL_BONDS * request.terms.challengeBondRao;
      return sent(await chain.appeal(account, { ...place, challengeId: action.challengeId, bondRao }, options));
    }
    case 'resolve':
      return sent(await chain.resolve(account, { ...place, challengeId: action.challengeId }, options));
    case 'reveal-verdict':
      return revealVerdict({ request, challenge: state.challenges[action.challengeId]! }, edges, options);
    case 'open-package':
      return openPackage(submissionAt(action.submissionIndex), edges, options);
    case 'deliver-key':
      return deliverKey(submissionAt(action.submissionIndex), edges, options);
    case 'forfeit':
      return sent(await chain.forfeit(account, { ...place, index: action.submissionIndex }, options));
    case 'buy':
      return buyDataset({ ...submissionAt(action.submissionIndex), mostRao: action.priceRao }, edges, options);
    case 'name-price': {
      const { submissionIndex: index, buyer, rao } = action;
      return sent(await chain.namePrice(account, { ...place, index, buyer, rao }, options));
    }
    case 'release-key': {
      const purchase = state.purchases[action.submissionIndex]![action.purchaseId]!;
      return releaseKey({ ...submissionAt(action.submissionIndex), purchase }, edges, options);
    }
    case 'refund-purchase': {
      const { submissionIndex: index, purchaseId } = action;
      return sent(await chain.refundPurchase(account, { ...place, index, purchaseId }, options));
    }
    case 'forfeit-deposit':
      return sent(await chain.forfeitDeposit(account, request.id, options));
    case 'reveal-benchmark':
      return revealBenchmark({ request }, edges, options);
    case 'claim':
      return sent(await chain.claim(account, account.publicKey, options));
    default:
      return action satisfies never;
  }
}

const sent = (outcome: TxOutcome): ActionDone | Stopped =>
  outcome.status === 'finalized' ? { status: 'sent', block: outcome.block.number } : outcome;
