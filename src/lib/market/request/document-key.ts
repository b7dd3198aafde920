// Names a request's document, and whether it is taken for one.
import type { MarketRequest } from '../../core/market/market-state.ts';

/** All of a request that its document is held against: two may name one document, and one of them commits to another benchmark. */
export const documentKey = ({ specCid, benchmarkCommitment, terms }: MarketRequest): string =>
  `${specCid} ${benchmarkCommitment} ${terms.inviteRoot}`;
