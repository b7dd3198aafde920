// What a validator had to do and could not, and until when it still can.
import type { Duty } from './do-duty.ts';

export interface UndoneDuty {
  requestId: number;
  kind: Duty['kind'];
  challengeId?: number;
  /** Last block for it; null where it has none. */
  untilBlock: number | null;
  /** Whether it can still be done. */
  isDue: boolean;
  text: string;
}

const WORDS: Record<Duty['kind'], string> = {
  snapshot: 'the snapshot',
  draw: 'the draw',
  'commit-scores': 'the commit of your scores',
  'reveal-scores': 'the reveal of your scores',
  'draw-jury': 'the draw of the jury',
  'commit-verdict': 'the commit of your verdict',
  'reveal-verdict': 'the reveal of your verdict',
  resolve: 'the end of the challenge',
  settle: 'the settlement'
};

export function undoneDuty(
  requestId: number,
  duty: Duty,
  { untilBlock, isDue }: { untilBlock: number | null; isDue: boolean }
): UndoneDuty {
  const { kind } = duty;
  const challenge = 'challengeId' in duty ? { challengeId: duty.challengeId } : {};
  const where = 'challengeId' in duty ? `request ${requestId}, challenge ${duty.challengeId}` : `request ${requestId}`;
  const until = untilBlock === null ? '' : `, until block ${untilBlock}`;
  const chance = isDue ? `it can still be done${until}: run this again` : 'its time is over';
  return { requestId, kind, ...challenge, untilBlock, isDue, text: `${where}: ${WORDS[kind]}; ${chance}` };
}
