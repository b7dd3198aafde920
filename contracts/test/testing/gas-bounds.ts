// The most gas a call may use: CIDs of 59 bytes, sealed keys of 200, up to 64 validators, 64 submissions and 256 neurons, which is where the
// contract's own limits stand. Of `draw` and `settle` it is one step; in all they stay below a block.
export const GAS_BOUNDS: Record<string, bigint> = {
  // Counts the electors that the subnet has.
  open: 3_000_000n,
  topUp: 70_000n,
  extend: 60_000n,
  cancel: 130_000n,
  commitSubmission: 300_000n,
  revealSubmission: 320_000n,
  snapshot: 8_000_000n,
  draw: 1_500_000n,
  commitScores: 130_000n,
  revealScores: 450_000n,
  challenge: 300_000n,
  drawJury: 1_000_000n,
  appeal: 300_000n,
  commitVerdict: 100_000n,
  revealVerdict: 160_000n,
  // After an appeal: seven jurors to pay, and three to take from.
  resolve: 900_000n,
  settle: 2_000_000n,
  openPackage: 110_000n,
  deliverKey: 330_000n,
  forfeit: 100_000n,
  buy: 180_000n,
  releaseKey: 330_000n,
  refundPurchase: 100_000n,
  revealBenchmark: 180_000n,
  forfeitDeposit: 100_000n,
  registerBenchmark: 180_000n,
  namePrice: 100_000n,
  claim: 130_000n,
  claimToMirror: 90_000n,
  depositBond: 70_000n,
  requestWithdrawal: 80_000n,
  withdrawBond: 80_000n,
  proposeTreasury: 80_000n,
  acceptTreasury: 60_000n
};

/** Gas of a block on subtensor. */
export const BLOCK_GAS = 75_000_000n;
