// The terms that most requests leave alone.
import type { RequestTerms } from './market-state.ts';

/** What each is where a request asks for nothing of it. */
export const PLAIN_TERMS = {
  earlyBonusPpm: 0,
  earlyBlocks: 0,
  founderBonusPpm: 0,
  founderSeats: 0,
  absolutePayout: false,
  coldkeyCapPpm: 1_000_000,
  parentRequest: null,
  inviteRoot: null,
  benchmarkKeyHash: null,
  benchmarkDepositRao: 0n,
  benchmarkFeeRao: 0n,
  earlyValidatorPpm: 0,
  earlyValidatorSeats: 0
} satisfies Partial<RequestTerms>;
