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
  absolutePayout: boolean;
  coldkeyCapPpm: number;
  earlyValidatorPpm: number;
  earlyValidatorSeats: number;
  scoreCommitBlocks: number;
  /** One a seat; `scores` absent where nothing was revealed. `lateBlocks`: from the draw to the commit. */
  seats: { stakeRao: bigint; scores?: number[]; lateBlocks: number; struck?: boolean }[];
  /** In order of commits. `ageBlocks`: from the opening to the commit. Bits of seats. */
  submissions: { assigned: bigint; excluded: bigint; ageBlocks: number; coldkey: string; duplicate?: boolean }[];
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
  /** To the requester: the bounty, or what an absolute payout leaves. */
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

/** Assumes that no submission's hotkey has passed in this market before, and no validator been paid. */
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
    const stakes = voters.map(({ seat }) => input.seats[seat]!.stakeRao);
    if (submission.duplicate || !isQuorate(input, submission, voters)) return none;
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
      weights[weights.length - 1] = BigInt(input.absolutePayout ? medianPpm : medianPpm - input.thresholdPpm + 1);
      const early =
        submission.ageBlocks < input.earlyBlocks
          ? Math.floor((input.earlyBonusPpm * (input.earlyBlocks - submission.ageBlocks)) / input.earlyBlocks)
          : 0;
      const founder = ++founders <= input.founderSeats ? input.founderBonusPpm : 0;
      bonuses[bonuses.length - 1] = BigInt(early + founder);
    }
    return { medianPpm, spreadPpm, passes, outliers, shareRao: 0n };
  });

  const totalWeight = sum(weights);
  if (totalWeight === 0n) {
    const nobody = input.seats.map(() => 0n);
    return { settled: false, tallies, points, validatorsRao: nobody, treasuryRao: 0n, refundRao: input.bountyRao };
  }
  const minersPool = (input.bountyRao * 700_000n) / PPM;
  const validatorsPool = (input.bountyRao * 250_000n) / PPM;
  const treasuryPool = input.bountyRao - minersPool - validatorsPool;
  const shares = sharesOf(input, weights, minersPool);
  const wanted = shares.map((share, i) => share * bonuses[i]!);
  const allWanted = sum(wanted);
  const added = wanted.map((own) =>
    own === 0n ? 0n : allWanted <= treasuryPool * PPM ? own / PPM : (treasuryPool * own) / allWanted
  );
  for (const [i, tally] of tallies.entries()) tally.shareRao = shares[i]! + added[i]!;
  const mostEarly = ((treasuryPool - sum(added)) * PPM) / validatorsPool;
  const early = BigInt(input.earlyValidatorPpm) < mostEarly ? BigInt(input.earlyValidatorPpm) : mostEarly;
  const totalPoints = sum(points);
  let ranked = 0;
  const validatorsRao = points.map((own) => {
    if (own === 0n) return 0n;
    const share = (validatorsPool * own) / totalPoints;
    return ++ranked <= input.earlyValidatorSeats ? share + (share * early) / PPM : share;
  });
  const refundRao = input.absolutePayout ? minersPool - sum(shares) : 0n;
  const paid = sum(tallies.map(({ shareRao }) => shareRao)) + sum(validatorsRao) + refundRao;
  return { settled: true, tallies, points, validatorsRao, treasuryRao: input.bountyRao - paid, refundRao };
}

const sum = (values: bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** Heads, half of the seated stake that may vote, and most of those drawn. */
function isQuorate(
  input: ModelInput,
  { excluded, assigned }: ModelInput['submissions'][number],
  voters: { seat: number }[]
) {
  const may = input.seats.flatMap(({ stakeRao }, seat) => (hasSeat(excluded, seat) ? [] : [stakeRao]));
  const voted = sum(voters.map(({ seat }) => input.seats[seat]!.stakeRao));
  const drawn = input.seats.map((_, seat) => seat).filter((seat) => hasSeat(assigned, seat));
  const came = drawn.filter((seat) => voters.some((voter) => voter.seat === seat));
  return voters.length >= input.quorum && 2n * voted >= sum(may) && 2 * came.length > drawn.length;
}

/** By weight, no coldkey above its cap; what is cut off goes to the others, or back where the payout is absolute. */
function sharesOf(input: ModelInput, weights: bigint[], poolRao: bigint): bigint[] {
  const groups = new Map<string, bigint>();
  for (const [i, weight] of weights.entries())
    if (weight > 0n) groups.set(keyOf(input, i), (groups.get(keyOf(input, i)) ?? 0n) + weight);
  const least = PPM / BigInt(groups.size);
  const cap = BigInt(input.coldkeyCapPpm) > least ? BigInt(input.coldkeyCapPpm) : least;
  const total = sum(weights);
  const capped = new Set<string>();
  let [restPpm, rest] = [PPM, input.absolutePayout && total < PPM ? PPM : total];
  for (;;) {
    const above = [...groups].filter(([key, weight]) => !capped.has(key) && restPpm * weight > cap * rest);
    const most = above.sort(([, a], [, b]) => (a > b ? -1 : a < b ? 1 : 0))[0];
    if (!most) break;
    capped.add(most[0]);
    if (input.absolutePayout) continue;
    restPpm -= cap;
    rest -= most[1];
  }
  return weights.map((weight, i) => {
    if (weight === 0n) return 0n;
    const key = keyOf(input, i);
    return capped.has(key)
      ? (poolRao * cap * weight) / (PPM * groups.get(key)!)
      : (poolRao * restPpm * weight) / (PPM * rest);
  });
}

const keyOf = (input: ModelInput, i: number): string => input.submissions[i]!.coldkey;

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
