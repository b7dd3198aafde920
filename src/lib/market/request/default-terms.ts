// The rules a new request has unless its requester says otherwise.
import { RAO_PER_TAO } from '../../core/encoding/tao.ts';
import type { RequestTerms } from '../../core/market/market-state.ts';
import { PLAIN_TERMS } from '../../core/market/plain-terms.ts';

const BLOCKS_PER_HOUR = 300;
const ASSIGNED = 3;
/** What a validator puts at stake for a request unless its requester says otherwise. */
export const VALIDATOR_BOND_RAO = RAO_PER_TAO / 10n;

/** Public windows are long enough for people to act over a night; local ones are short: a local block takes a second or none. */
const PUBLIC_WINDOWS = {
  revealBlocks: 12 * BLOCKS_PER_HOUR,
  scoreCommitBlocks: 24 * BLOCKS_PER_HOUR,
  scoreRevealBlocks: 12 * BLOCKS_PER_HOUR,
  challengeBlocks: 24 * BLOCKS_PER_HOUR,
  juryBlocks: 12 * BLOCKS_PER_HOUR,
  openBlocks: 72 * BLOCKS_PER_HOUR
};
const LOCAL_WINDOWS = {
  revealBlocks: 120,
  scoreCommitBlocks: 1_200,
  scoreRevealBlocks: 120,
  challengeBlocks: 120,
  juryBlocks: 600,
  openBlocks: 3_600
};

/** @param validators how many could score now: the quorum is never more than that, and at most three. */
export function defaultTerms({
  deadlineBlock,
  isLocal,
  minWindowBlocks,
  validators
}: {
  deadlineBlock: number;
  isLocal: boolean;
  minWindowBlocks: number;
  validators: number;
}): RequestTerms {
  const windows = isLocal ? LOCAL_WINDOWS : PUBLIC_WINDOWS;
  const atLeast = (blocks: number) => Math.max(blocks, minWindowBlocks);
  return {
    deadlineBlock,
    revealBlocks: atLeast(windows.revealBlocks),
    scoreCommitBlocks: atLeast(windows.scoreCommitBlocks),
    scoreRevealBlocks: atLeast(windows.scoreRevealBlocks),
    challengeBlocks: atLeast(windows.challengeBlocks),
    juryBlocks: atLeast(windows.juryBlocks),
    openBlocks: atLeast(windows.openBlocks),
    thresholdPpm: 100_000,
    outlierFloorPpm: 20_000,
    maxSpreadPpm: 50_000,
    assignedPerSubmission: ASSIGNED,
    quorum: Math.min(Math.max(validators, 1), ASSIGNED),
    maxPerColdkey: 2,
    privateDelivery: false,
    submissionDepositRao: RAO_PER_TAO / 100n,
    validatorBondRao: VALIDATOR_BOND_RAO,
    challengeBondRao: VALIDATOR_BOND_RAO,
    ...PLAIN_TERMS,
    priceRao: 0n,
    minerProceedsPpm: 700_000,
    freeBuyers: 0,
    forSale: false,
    coldkeyCapPpm: 700_000
  };
}
