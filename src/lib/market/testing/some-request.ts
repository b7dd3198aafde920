// A request and its parts as the contract shows them, for tests: every field can be set, none is left out.
import type { Elector, MarketRequest, MarketSubmission, RequestTerms } from '../../core/market/market-state.ts';
import { PLAIN_TERMS } from '../../core/market/plain-terms.ts';

/** Windows: commits to block 20, reveals to 30. */
export const SOME_TERMS: RequestTerms = {
  deadlineBlock: 20,
  revealBlocks: 10,
  scoreCommitBlocks: 20,
  scoreRevealBlocks: 10,
  challengeBlocks: 10,
  juryBlocks: 5,
  openBlocks: 30,
  thresholdPpm: 100_000,
  outlierFloorPpm: 20_000,
  maxSpreadPpm: 100_000,
  assignedPerSubmission: 3,
  quorum: 1,
  maxPerColdkey: 1,
  privateDelivery: false,
  submissionDepositRao: 0n,
  validatorBondRao: 0n,
  challengeBondRao: 1_000_000n,
  ...PLAIN_TERMS,
  priceRao: 0n,
  minerProceedsPpm: 0,
  freeBuyers: 0,
  forSale: false
};

export function someRequest(more: Partial<MarketRequest> = {}): MarketRequest {
  return {
    id: 0,
    requester: '0x01',
    stage: 'open',
    terms: SOME_TERMS,
    openedBlock: 1,
    bountyRao: 1_000_000n,
    escrowRao: 1_000_000n,
    benchmarkCommitment: '0x02',
    specCid: 'spec',
    licenceCid: null,
    snapshotBlock: null,
    seedBlock: null,
    seed: null,
    drawnBlock: null,
    settledBlock: null,
    revealedCount: 0,
    revealClosedBlock: null,
    scoreCommitClosedBlock: null,
    scoreRevealClosedBlock: null,
    holdsDeposit: false,
    openChallenges: 0,
    minersRao: 0n,
    validatorsRao: 0n,
    unearnedRao: 0n,
    ...more
  };
}

export function someSubmission(more: Partial<MarketSubmission> = {}): MarketSubmission {
  const { index = 0 } = more;
  return {
    requestId: 0,
    index,
    hotkey: '0x03',
    coldkey: '0x04',
    status: 'sealed',
    commitment: '0x05',
    committedBlock: 10,
    sealedCid: `sealed ${index}`,
    revealedBlock: null,
    plainCid: null,
    keyHash: null,
    keyBoxCid: null,
    assignedSeats: [],
    excludedSeats: [],
    medianPpm: null,
    spreadPpm: null,
    shareRao: 0n,
    bonusPpm: 0,
    closedBlock: null,
    packageKey: null,
    freeTaken: 0,
    scores: [],
    ...more
  };
}

export function someElector(more: Partial<Elector> = {}): Elector {
  const { seat = 0 } = more;
  return {
    seat,
    hotkey: `0x1${seat}`,
    coldkey: `0x2${seat}`,
    stakeRao: 1_000_000n,
    commitment: null,
    committedBlock: null,
    revealedBlock: null,
    reportsCid: null,
    isStruck: false,
    points: 0n,
    lockedRao: 0n,
    ...more
  };
}
