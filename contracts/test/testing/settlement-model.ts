// The settlement's formulas of docs/market.md once more, in plain TypeScript: what the contract is compared with.
const PPM = 1_000_000n;
const NO_SCORE = 0xffffffff;

export interface ModelInput {
  bountyRao: bigint;
  thresholdPpm: number;
  outlierFloorPpm: number;
  maxSpreadPpm: number;
  quorum: number;
  earlyBonusPpm: number;
  earlyBlocks: number;
  founderBonusPpm: number;
  founderSeats: number;
  scoreCommitBlocks: number;
  /** One a seat; `scores` absent where nothing was revealed. `lateBlocks`: from the draw to the commit. */
  seats: { stakeRao: bigint; scores?: number[]; lateBlocks: number; struck?: boolean }[];
  /** In order of commits. `ageBlocks`: from the opening to the commit. Bits of seats. */
  submissions: { assigned: bigint; excluded: bigint; ageBlocks: number; duplicate?: boolean }[];
}

export interface ModelTally {
  medianPpm: number;
  spreadPpm: number;
  passes: boolean;
  outliers: bigint;
  shareRao: bigint;
}

export interface ModelResult {
  settled: boolean;
  tallies: ModelTally[];
  points: bigint[];
  validatorsRao: bigint[];
  treasuryRao: bigint;
  refundRao: bigint;
}

export function weightedMedian(values: number[], weights: bigint[]): number {
  const order = values.map((value, i) => ({ value, weight: weights[i]! })).sort((a, b) => a.value - b.value);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  let below = 0n;
  for (const { value, weight } of order) {
    below += weight;
    if (2n * below >= total) return value;
  }
  return 0;
}

/** Assumes that no submission's hotkey has passed in this market before. */
export function settlementModel(input: ModelInput): ModelResult {
  const points = input.seats.map(() => 0n);
  const weights: bigint[] = [];
  const bonuses: bigint[] = [];
  let founders = 0;
  const tallies = input.submissions.map((submission): ModelTally => {
    const none = { medianPpm: 0, spreadPpm: 0, passes: false, outliers: 0n, shareRao: 0n };
    const voters = input.seats.flatMap(({ scores, struck }, seat) => {
      const score = scores?.[tallyIndex(input, submission)];
      const counts = score !== undefined && score !== NO_SCORE && !struck && !hasSeat(submission.excluded, seat);
      return counts ? [{ seat, score }] : [];
    });
    weights.push(0n);
    bonuses.push(0n);
    if (submission.duplicate || voters.length < input.quorum) return none;
    const stakes = voters.map(({ seat }) => input.seats[seat]!.stakeRao);
    const medianPpm = weightedMedian(
      voters.map(({ score }) => score),
      stakes
    );
    const deviations = voters.map(({ score }) => Math.abs(score - medianPpm));
    const spreadPpm = weightedMedian(deviations, stakes);
    const tolerance = Math.max(input.outlierFloorPpm, Math.floor((spreadPpm * 4448) / 1000));
    const passes = medianPpm > 0 && medianPpm >= input.thresholdPpm && spreadPpm <= input.maxSpreadPpm;
    let outliers = 0n;
    for (const [i, { seat }] of voters.entries()) {
      if (deviations[i]! > tolerance) outliers |= 1n << BigInt(seat);
      else points[seat]! += pointsOf(input, seat, hasSeat(submission.assigned, seat), deviations[i]!, tolerance);
    }
    if (passes) {
      weights[weights.length - 1] = BigInt(medianPpm - input.thresholdPpm + 1);
      const early =
        submission.ageBlocks < input.earlyBlocks
          ? Math.floor((input.earlyBonusPpm * (input.earlyBlocks - submission.ageBlocks)) / input.earlyBlocks)
          : 0;
      const founder = ++founders <= input.founderSeats ? input.founderBonusPpm : 0;
      bonuses[bonuses.length - 1] = BigInt(early + founder);
    }
    return { medianPpm, spreadPpm, passes, outliers, shareRao: 0n };
  });

  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0n);
  if (totalWeight === 0n) {
    const nobody = input.seats.map(() => 0n);
    return { settled: false, tallies, points, validatorsRao: nobody, treasuryRao: 0n, refundRao: input.bountyRao };
  }
  const minersPool = (input.bountyRao * 700_000n) / PPM;
  const validatorsPool = (input.bountyRao * 250_000n) / PPM;
  const treasuryPool = input.bountyRao - minersPool - validatorsPool;
  const bonusWeight = weights.reduce((sum, weight, i) => sum + weight * bonuses[i]!, 0n);
  const affordable = minersPool * bonusWeight <= treasuryPool * totalWeight * PPM;
  for (const [i, tally] of tallies.entries()) {
    const own = weights[i]! * bonuses[i]!;
    const bonus =
      own === 0n ? 0n : affordable ? (minersPool * own) / (totalWeight * PPM) : (treasuryPool * own) / bonusWeight;
    tally.shareRao = (minersPool * weights[i]!) / totalWeight + bonus;
  }
  const totalPoints = points.reduce((sum, own) => sum + own, 0n);
  const validatorsRao = points.map((own) => (validatorsPool * own) / totalPoints);
  const paid = [...tallies.map(({ shareRao }) => shareRao), ...validatorsRao].reduce((sum, rao) => sum + rao, 0n);
  return { settled: true, tallies, points, validatorsRao, treasuryRao: input.bountyRao - paid, refundRao: 0n };
}

function pointsOf(input: ModelInput, seat: number, drawn: boolean, deviation: number, tolerance: number): bigint {
  const window = input.scoreCommitBlocks;
  const late = 2 * input.seats[seat]!.lateBlocks;
  const timeliness = late <= window ? 1_000_000 : 1_000_000 - Math.floor((1_000_000 * (late - window)) / (2 * window));
  const agreement = 1_000_000 - Math.floor((deviation * 1_000_000) / (tolerance + 1));
  return (BigInt(drawn ? 2 : 1) * BigInt(agreement) * BigInt(timeliness)) / PPM;
}

const tallyIndex = (input: ModelInput, submission: ModelInput['submissions'][number]) =>
  input.submissions.indexOf(submission);
const hasSeat = (bits: bigint, seat: number): boolean => ((bits >> BigInt(seat)) & 1n) === 1n;
