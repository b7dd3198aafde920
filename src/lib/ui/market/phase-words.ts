// The words and the tone for each phase of a request.
import type { RequestPhase } from '../../market/request-phase.ts';

export const PHASE_WORDS: Record<
  RequestPhase,
  { text: string; tone: 'neutral' | 'good' | 'bad' | 'warn' | 'info' | 'accent' }
> = {
  collecting: { text: 'Open for submissions', tone: 'info' },
  scoring: { text: 'Being scored', tone: 'warn' },
  'to-settle': { text: 'Ready to settle', tone: 'accent' },
  settled: { text: 'Settled', tone: 'good' },
  refunded: { text: 'Refunded', tone: 'neutral' }
};

export const KIND_WORDS = {
  text: 'Text',
  code: 'Code',
  conversations: 'Conversations',
  preferences: 'Preferences'
} as const;
