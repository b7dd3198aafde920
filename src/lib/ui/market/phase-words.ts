// The words and the tone for each phase of a request and each status of a challenge.
import type { ChallengeStatus } from '../../core/market/market-state.ts';
import type { RequestPhase } from '../../market/request/request-phase.ts';

export type Tone = 'neutral' | 'good' | 'bad' | 'warn' | 'info' | 'accent';

/** `next`: what the end of the phase is called in a list. */
export const PHASE_WORDS: Record<RequestPhase, { text: string; tone: Tone; next: string }> = {
  collecting: { text: 'Open for submissions', tone: 'info', next: 'Closes' },
  revealing: { text: 'Reveal submissions now', tone: 'warn', next: 'Reveals end' },
  seating: { text: 'Snapshot due', tone: 'accent', next: 'Refunded if not drawn' },
  drawing: { text: 'Draw due', tone: 'accent', next: 'Refunded if not drawn' },
  scoring: { text: 'Being scored', tone: 'warn', next: 'Scoring ends' },
  'revealing-scores': { text: 'Reveal scores now', tone: 'warn', next: 'Reveals end' },
  challenging: { text: 'Open to challenges', tone: 'warn', next: 'Challenges end' },
  'to-settle': { text: 'Ready to settle', tone: 'accent', next: '' },
  settled: { text: 'Settled', tone: 'good', next: '' },
  refunded: { text: 'Refunded', tone: 'neutral', next: '' }
};

export const CHALLENGE_WORDS: Record<ChallengeStatus, { text: string; tone: Tone }> = {
  seeded: { text: 'Waits for its jury', tone: 'warn' },
  drawn: { text: 'Before a jury', tone: 'warn' },
  upheld: { text: 'Upheld', tone: 'bad' },
  rejected: { text: 'Rejected', tone: 'good' },
  inconclusive: { text: 'Inconclusive', tone: 'neutral' }
};
