// What a submission is now, in words: its status on chain, and what time and delivery make of it.
import type { MarketRequest, MarketSubmission, SubmissionStatus } from '../../core/market/market-state.ts';
import { requestWindows, type Timed } from '../../market/request/request-windows.ts';
import { whyNotPassed, type FailReason } from '../../market/request/why-not-passed.ts';
import { formatScore } from '../format/numbers.ts';
import type { Tone } from './phase-words.ts';

export interface SubmissionWords {
  text: string;
  tone: Tone;
  /** Why it did not pass; '' for others. */
  reason: string;
}

const STATUS_WORDS: Record<SubmissionStatus, { text: string; tone: Tone }> = {
  sealed: { text: 'Sealed', tone: 'neutral' },
  revealed: { text: 'Revealed', tone: 'info' },
  duplicate: { text: 'Duplicate', tone: 'bad' },
  failed: { text: 'Did not pass', tone: 'bad' },
  passed: { text: 'Passed, to be opened', tone: 'accent' },
  opened: { text: 'Passed and delivered', tone: 'good' },
  forfeited: { text: 'Passed, forfeited', tone: 'warn' }
};

/** @param block the chain's best block. */
export function submissionWords(
  submission: MarketSubmission,
  request: Timed & Pick<MarketRequest, 'stage'>,
  block: number
): SubmissionWords {
  const { status } = submission;
  const { stage, terms } = request;
  const isOver = stage !== 'open' || block > requestWindows(request).revealEnd;
  if (status === 'sealed' && isOver) return { text: 'Never revealed', tone: 'bad', reason: '' };
  if (status === 'passed' && terms.privateDelivery)
    return { text: 'Passed, to be delivered', tone: 'accent', reason: '' };
  return { ...STATUS_WORDS[status], reason: whyNotPassed(submission, terms).map(failWords).join('; ') };
}

function failWords(reason: FailReason): string {
  const score = (ppm: number) => formatScore(ppm / 1e6);
  switch (reason.kind) {
    case 'too-few-scores':
      return `${reason.counted} of ${reason.quorum} ${reason.quorum === 1 ? 'score' : 'scores'} needed`;
    case 'not-quorate':
      return 'scored by less than half of the stake, or by no more than half of those drawn';
    case 'nothing-gained':
      return 'median 0.000: nothing gained';
    case 'low-median':
      return `median ${score(reason.medianPpm)}, below ${score(reason.thresholdPpm)}`;
    case 'wide-spread':
      return `spread ${score(reason.spreadPpm)}, above ${score(reason.maxSpreadPpm)}`;
    default:
      return reason satisfies never;
  }
}
