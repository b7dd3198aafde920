import type { Challenge } from '../../core/market/market-state.ts';

/** Its jury is still to be drawn, or still to say what it found. */
export const isOpenChallenge = ({ status }: Pick<Challenge, 'status'>): boolean =>
  status === 'seeded' || status === 'drawn';
