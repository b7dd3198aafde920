// Whether a score that a validator gave counts in its weights, and for how much: what the contract in fact paid for the
// submission. Everything that is not paid, or not certain, counts nothing.
import type { Hex } from '../encoding/hex.ts';
import type { MarketRequest, MarketSubmission } from '../market/market-state.ts';
import type { Neuron } from '../market/metagraph.ts';
import { isOwnRequest, ownerOf } from './requester-owner.ts';
import { COUNTED_HALF_LIVES, type WeighingRules } from './weighing-rules.ts';

/** Why a score counts nothing. */
export type NotCounted =
  | 'not-settled'
  | 'refunded'
  | 'not-passed'
  | 'not-delivered'
  | 'forfeited'
  | 'struck'
  | 'outlier'
  | 'score-0'
  | 'too-old'
  | 'small-bounty'
  | 'not-registered'
  | 'own-request'
  | 'few-requesters'
  | 'unread-request';

/** A score with what stands behind it. */
export interface PaidScore {
  requestId: number;
  submissionIndex: number;
  uid: number;
  /** Public key of the coldkey that owns the hotkey now. */
  coldkey: Hex;
  /** Who paid: a coldkey of the subnet, or an account that is none. */
  payer: Hex;
  /** The validator's own, above 0, at most 1. */
  score: number;
  /** What the contract credited to the miner. */
  paidRao: bigint;
  settledBlock: number;
}

export interface JudgedScore {
  request: MarketRequest;
  submission: MarketSubmission;
  /** The validator's own score of it. */
  score: MarketSubmission['scores'][number];
}

/** @param block the block that the neurons were read at; ages are counted to it. */
export function countPayment(
  { request, submission, score }: JudgedScore,
  neurons: readonly Neuron[],
  block: number,
  rules: Pick<WeighingRules, 'leastBountyRao' | 'halfLifeBlocks'>
): PaidScore | NotCounted {
  const { settledBlock } = request;
  if (request.stage === 'refunded') return 'refunded';
  if (request.stage !== 'settled' || settledBlock === null) return 'not-settled';
  if (score.isStruck) return 'struck';
  if (submission.status === 'passed') return 'not-delivered';
  if (submission.status === 'forfeited') return 'forfeited';
  if (submission.status !== 'opened' || submission.shareRao <= 0n) return 'not-passed';
  if (score.isOutlier) return 'outlier';
  if (score.scorePpm <= 0) return 'score-0';
  if (block - settledBlock >= COUNTED_HALF_LIVES * rules.halfLifeBlocks) return 'too-old';
  if (request.bountyRao < rules.leastBountyRao) return 'small-bounty';
  const neuron = neurons.find(({ publicKey }) => publicKey === submission.hotkey);
  if (!neuron) return 'not-registered';
  if (isOwnRequest(request.requester, submission, neuron.coldkeyPublicKey, neurons)) return 'own-request';
  return {
    requestId: request.id,
    submissionIndex: submission.index,
    uid: neuron.uid,
    coldkey: neuron.coldkeyPublicKey,
    payer: ownerOf(request.requester, neurons),
    score: score.scorePpm / 1_000_000,
    paidRao: submission.shareRao,
    settledBlock
  };
}

/** Coldkeys that at least so many requesters have paid. A requester counts once, under whichever of its keys it paid. */
export function withRequesters(paid: readonly PaidScore[], least: number): { kept: PaidScore[]; left: PaidScore[] } {
  const payers = new Map<Hex, Set<Hex>>();
  for (const { coldkey, payer } of paid) payers.set(coldkey, (payers.get(coldkey) ?? new Set()).add(payer));
  const isKept = ({ coldkey }: PaidScore) => payers.get(coldkey)!.size >= least;
  return { kept: paid.filter(isKept), left: paid.filter((one) => !isKept(one)) };
}
