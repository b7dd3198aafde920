// Why a submission did not pass, from its numbers and the request's terms: docs/market.md, "Consensus".
import type { MarketSubmission, RequestTerms } from '../../core/market/market-state.ts';

type Tallied = Pick<MarketSubmission, 'status' | 'medianPpm' | 'spreadPpm' | 'scores'>;
type Bars = Pick<RequestTerms, 'quorum' | 'thresholdPpm' | 'maxSpreadPpm'>;

export type FailReason =
  | { kind: 'too-few-scores'; counted: number; quorum: number }
  /** Too little stake scored it, or too few of those drawn. */
  | { kind: 'not-quorate' }
  | { kind: 'nothing-gained' }
  | { kind: 'low-median'; medianPpm: number; thresholdPpm: number }
  | { kind: 'wide-spread'; spreadPpm: number; maxSpreadPpm: number };

/** Every bar it missed; empty for one that did not fail. */
export function whyNotPassed({ status, medianPpm, spreadPpm, scores }: Tallied, terms: Bars): FailReason[] {
  if (status !== 'failed') return [];
  const { quorum, thresholdPpm, maxSpreadPpm } = terms;
  if (medianPpm === null) {
    const counted = scores.filter(({ isStruck }) => !isStruck).length;
    return [counted < quorum ? { kind: 'too-few-scores', counted, quorum } : { kind: 'not-quorate' }];
  }
  const reasons: FailReason[] = [];
  if (medianPpm < thresholdPpm) reasons.push({ kind: 'low-median', medianPpm, thresholdPpm });
  else if (medianPpm === 0) reasons.push({ kind: 'nothing-gained' });
  if (spreadPpm !== null && spreadPpm > maxSpreadPpm) reasons.push({ kind: 'wide-spread', spreadPpm, maxSpreadPpm });
  return reasons;
}
