// A request's phase in a few words.
import type { RequestPhase } from '#lib/market/request/request-phase.ts';

export const PHASE_WORDS: Record<RequestPhase, string> = {
  collecting: 'takes submissions',
  revealing: 'submissions are revealed',
  seating: 'waits for the snapshot',
  drawing: 'waits for the draw',
  scoring: 'scores are committed',
  'revealing-scores': 'scores are revealed',
  challenging: 'reports can be challenged',
  'to-settle': 'can be settled',
  settled: 'settled',
  refunded: 'refunded'
};
