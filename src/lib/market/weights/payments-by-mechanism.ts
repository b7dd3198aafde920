// A validator's scores as they count, apart for each mechanism: the mechanism of its request says what a score means.
import { AppError } from '../../core/error/app-error.ts';
import { isOutage, isUnanswered } from '../../core/error/error-kinds.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import type { Metagraph } from '../../core/market/metagraph.ts';
import {
  countPayment,
  withRequesters,
  type JudgedScore,
  type NotCounted,
  type PaidScore
} from '../../core/weights/count-payment.ts';
import type { WeighingRules } from '../../core/weights/weighing-rules.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';

/** A score that counts nothing, and why. */
export interface LeftOutScore {
  requestId: number;
  submissionIndex: number;
  /** Public key of the miner's hotkey, and its uid where it holds one. */
  hotkey: Hex;
  uid: number | null;
  reason: NotCounted;
}

export interface PaymentsByMechanism {
  paid: Map<string, PaidScore[]>;
  leftOut: LeftOutScore[];
  /** Requests whose document could not be had, or that name a mechanism nobody here knows. */
  unreadRequests: number[];
}

/**
 * Documents are read of requests that count alone. A request whose document nobody has any more, or that is none, is left out, and
 * named. An outage is not taken for that: the vector would be another one without a word.
 * @throws AppError `store/unreachable`, `store/unanswered`.
 */
export async function paymentsByMechanism(
  judged: readonly JudgedScore[],
  { neurons, block }: Metagraph,
  rules: WeighingRules,
  { content, mechanisms }: Pick<MarketEdges, 'content' | 'mechanisms'>
): Promise<PaymentsByMechanism> {
  const uids = new Map(neurons.map(({ publicKey, uid }) => [publicKey, uid]));
  const submissions = new Map(
    judged.map(({ submission }) => [placeOf(submission.requestId, submission.index), submission])
  );
  const leftOut: LeftOutScore[] = [];
  const leave = (requestId: number, submissionIndex: number, reason: NotCounted) => {
    const { hotkey } = submissions.get(placeOf(requestId, submissionIndex))!;
    leftOut.push({ requestId, submissionIndex, hotkey, uid: uids.get(hotkey) ?? null, reason });
  };

  const counted: PaidScore[] = [];
  for (const one of judged) {
    const outcome = countPayment(one, neurons, block, rules);
    if (typeof outcome === 'string') leave(one.request.id, one.submission.index, outcome);
    else counted.push(outcome);
  }
  const requests = new Map(judged.map(({ request }) => [request.id, request]));
  const ids = [...new Set(counted.map(({ requestId }) => requestId))];
  const named = new Map(
    await Promise.all(
      ids.map(async (id) => {
        const spec = await fetchRequestSpec(content, requests.get(id)!).catch(nullUnlessOutage);
        return [id, spec && mechanisms.names.includes(spec.mechanism) ? spec.mechanism : null] as const;
      })
    )
  );
  const paid = new Map<string, PaidScore[]>();
  for (const [mechanism, own] of Map.groupBy(counted, ({ requestId }) => named.get(requestId)!)) {
    const { kept, left } = mechanism === null ? { kept: [], left: own } : withRequesters(own, rules.leastRequesters);
    const reason = mechanism === null ? 'unread-request' : 'few-requesters';
    for (const { requestId, submissionIndex } of left) leave(requestId, submissionIndex, reason);
    if (kept.length > 0) paid.set(mechanism!, kept);
  }
  leftOut.sort((a, b) => a.requestId - b.requestId || a.submissionIndex - b.submissionIndex);
  return { paid, leftOut, unreadRequests: ids.filter((id) => named.get(id) === null) };
}

const placeOf = (requestId: number, submissionIndex: number): string => `${requestId}:${submissionIndex}`;

function nullUnlessOutage(thrown: unknown): null {
  if (!(thrown instanceof AppError) || isOutage(thrown) || isUnanswered(thrown)) throw thrown;
  return null;
}
