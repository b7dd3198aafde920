import type { Challenge } from '../../chain/market-chain.ts';

/** Its jury is still to be drawn, or still to say what it found. */
export const isOpenChallenge = ({ status }: Pick<Challenge, 'status'>): boolean =>
  status === 'seeded' || status === 'drawn';
