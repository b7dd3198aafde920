// Why a miner has its share, and why a score counts nothing, in sentences: the same in the page and in the command.
import { formatTao } from '../encoding/tao.ts';
import type { NotCounted } from './count-payment.ts';
import type { MinerStanding } from './divide-bounties.ts';

export const NOT_COUNTED_WORDS: Record<NotCounted, string> = {
  'not-settled': 'the request is not settled yet',
  refunded: 'nothing passed, so the bounty went back',
  'not-passed': 'the submission did not pass, so it was not paid',
  'not-delivered': 'the package is not opened or delivered yet, so it is not paid',
  forfeited: 'the package was never opened, so its share went back',
  struck: 'a jury struck the score',
  outlier: 'the score is beyond the tolerance of the median, so it is uncertain',
  'score-0': 'the score is 0',
  'too-old': 'it was settled too long ago',
  'small-bounty': 'the bounty is below the least that counts',
  'not-registered': 'the hotkey holds no uid now: it was replaced or swapped',
  'own-request': "the requester is the miner's own coldkey",
  'few-requesters': 'too few requesters have paid this miner',
  'unread-request': "the request's document cannot be read now"
};

/** A standing in one mechanism. @param part its share of what counts in that mechanism. */
export function standingWords(mechanism: string, standing: MinerStanding, part: number): string {
  const { score, scores, requesters, paidRao, agedRao, countedRao } = standing;
  const paidBy = `${plural(scores, 'paid score')} of ${plural(requesters, 'requester')}`;
  const aged = agedRao === paidRao ? '' : `, ${formatTao(agedRao, 4)} by its age`;
  const money = `paid ${formatTao(paidRao, 4)} TAO${aged}; by scores ${formatTao(countedRao, 4)} TAO count`;
  return `${mechanism}: ${paidBy}, ${score.toFixed(3)} on average; ${money}, ${percent(part)} of all`;
}

/** Scores that count nothing: a sentence a reason. */
export function leftOutWords(leftOut: readonly { requestId: number; reason: NotCounted }[]): string[] {
  return [...Map.groupBy(leftOut, ({ reason }) => reason)].map(([reason, some]) => {
    const ids = [...new Set(some.map(({ requestId }) => requestId))];
    const subject = ids.length === 1 ? `request ${ids[0]} counts` : `requests ${ids.join(', ')} count`;
    return `${subject} nothing: ${NOT_COUNTED_WORDS[reason]}`;
  });
}

/** What came between what counts and the share, or null where nothing did. @param countedShare its part of what counts. */
export function adjustmentWords(
  countedShare: number,
  share: number,
  isCapped: boolean,
  isOver: boolean
): string | null {
  if (isOver) return 'over the cap, because nobody else may grow beyond twice what was paid';
  if (isCapped) return 'held down to the cap for one coldkey';
  if (Math.abs(share - countedShare) < 0.0005) return null;
  return `${share > countedShare ? 'raised' : 'lowered'} from ${percent(countedShare)} by cap, mix, burn or what was paid`;
}

/** What the cap did. @param coldkeys how many were over it. @param over how many still are. */
export function capWords({ share, coldkeys, over }: { share: number; coldkeys: number; over: number }): string {
  if (share >= 1) return 'There is no cap for one coldkey.';
  if (coldkeys === 0) return `No coldkey is over the cap of ${percent(share)}.`;
  const held = `${plural(coldkeys, 'coldkey')} ${coldkeys === 1 ? 'is' : 'are'}`;
  if (over === 0) return `${held} held down to the cap of ${percent(share)}.`;
  return `${held} over the cap of ${percent(share)}; ${over} ${over === 1 ? 'keeps' : 'keep'} more, because nobody else may grow beyond twice what was paid.`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
