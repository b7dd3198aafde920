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
  const bonusesPpm: bigint[] = [];
  let founders = 0;
  const tallies = input.submissions.map((submission, index): ModelTally => {
    const { points: earned, ...tally } = submission.duplicate ? NO_TALLY : tallyModel(input, index);
    for (const [seat, own] of earned.entries()) points[seat]! += own;
    const isFounder = tally.passes && ++founders <= input.founderSeats;
    bonusesPpm.push(tally.passes ? bonusModel(input, submission.ageBlocks, isFounder) : 0n);
    return { ...tally, shareRao: 0n };
  });
  const coldkeys = input.submissions.map(({ coldkey }) => coldkey);
  const weights = tallies.map((tally) => weightModel(input, tally));
  if (sum(weights) === 0n) {
    const nobody = input.seats.map(() => 0n);
    return { settled: false, tallies, points, validatorsRao: nobody, treasuryRao: 0n, refundRao: input.bountyRao };
  }
  const { sharesRao, bonusRao, unearnedRao } = sharesModel(input, { weights, bonusesPpm, coldkeys });
  for (const [i, tally] of tallies.entries()) tally.shareRao = sharesRao[i]!;
  const totalPoints = sum(points);
  let ranked = 0;
  const validatorsRao = points.map((own) =>
    own === 0n ? 0n : validatorModel(input, { points: own, totalPoints, bonusRao, rank: ++ranked })
  );
  const paid = sum(sharesRao) + sum(validatorsRao) + unearnedRao;
  return { settled: true, tallies, points, validatorsRao, treasuryRao: input.bountyRao - paid, refundRao: unearnedRao };
}

export interface TallyResult {
  medianPpm: number;
  spreadPpm: number;
  passes: boolean;
  outliers: bigint;
  /** One a seat. */
  points: bigint[];
}

const NO_TALLY: TallyResult = { medianPpm: 0, spreadPpm: 0, passes: false, outliers: 0n, points: [] };

/** One revealed submission that is no duplicate. */
export function tallyModel(input: ModelInput, index: number): TallyResult {
  const submission = input.submissions[index]!;
  const voters = input.seats.flatMap(({ scores, struck }, seat) => {
    const score = scores?.[index];
    const counts = score !== undefined && score !== NO_SCORE && !struck && !hasSeat(submission.excluded, seat);
    return counts ? [{ seat, score }] : [];
  });
  if (!isQuorate(input, submission, voters)) return NO_TALLY;
  const stakes = voters.map(({ seat }) => input.seats[seat]!.stakeRao);
  const scores = voters.map(({ score }) => score);
  const { medianPpm, spreadPpm, tolerancePpm } = consensusModel(scores, stakes, input.outlierFloorPpm);
  const points = input.seats.map(() => 0n);
  let outliers = 0n;
  for (const { seat, score } of voters) {
    const deviation = Math.abs(score - medianPpm);
    if (deviation > tolerancePpm) outliers |= 1n << BigInt(seat);
    else points[seat] = pointsOf(input, seat, hasSeat(submission.assigned, seat), deviation, tolerancePpm);
  }
  const passes = medianPpm > 0 && medianPpm >= input.thresholdPpm && spreadPpm <= input.maxSpreadPpm;
  return { medianPpm, spreadPpm, passes, outliers, points };
}

/** Median, median absolute deviation, and the distance from the median that is tolerated; in ppm. */
export function consensusModel(scores: number[], weights: bigint[], floorPpm: number) {
  const medianPpm = weightedMedian(scores, weights);
  const deviations = scores.map((score) => Math.abs(score - medianPpm));
  const spreadPpm = weightedMedian(deviations, weights);
  return { medianPpm, spreadPpm, tolerancePpm: Math.max(floorPpm, Math.floor((spreadPpm * 4448) / 1000)) };
}

/** A submission's part in the division of the miners' pool; 0 where it does not pass. */
export function weightModel(
  { absolutePayout, thresholdPpm }: Pick<ModelInput, 'absolutePayout' | 'thresholdPpm'>,
  { passes, medianPpm }: Pick<TallyResult, 'passes' | 'medianPpm'>
): bigint {
  if (!passes) return 0n;
  return BigInt(absolutePayout ? medianPpm : medianPpm - thresholdPpm + 1);
}

/** Early and founder bonus of a submission that passes, in ppm of its share. */
export function bonusModel(
  terms: Pick<ModelInput, 'earlyBlocks' | 'earlyBonusPpm' | 'founderBonusPpm'>,
  ageBlocks: number,
  isFounder: boolean
): bigint {
  const { earlyBlocks, earlyBonusPpm, founderBonusPpm } = terms;
  const left = BigInt(Math.max(0, earlyBlocks - ageBlocks));
  const early = left > 0n ? (BigInt(earlyBonusPpm) * left) / BigInt(earlyBlocks) : 0n;
  return early + BigInt(isFounder ? founderBonusPpm : 0);
}

type PoolTerms = Pick<ModelInput, 'bountyRao' | 'absolutePayout' | 'coldkeyCapPpm'>;

/** Shares with bonuses, one a submission; what the bonuses are together; what an absolute payout leaves. */
export function sharesModel(
  terms: PoolTerms,
  { weights, bonusesPpm, coldkeys }: { weights: bigint[]; bonusesPpm: bigint[]; coldkeys: string[] }
): { sharesRao: bigint[]; bonusRao: bigint; unearnedRao: bigint } {
  const { minersRao, treasuryRao } = poolsOf(terms.bountyRao);
  const shares = sharesOf(terms, weights, coldkeys, minersRao);
  const wanted = shares.map((share, i) => share * bonusesPpm[i]!);
  const allWanted = sum(wanted);
  const added = wanted.map((own) =>
    own === 0n ? 0n : allWanted <= treasuryRao * PPM ? own / PPM : (treasuryRao * own) / allWanted
  );
  return {
    sharesRao: shares.map((share, i) => share + added[i]!),
    bonusRao: sum(added),
    unearnedRao: terms.absolutePayout ? minersRao - sum(shares) : 0n
  };
}

/** What a validator with points gets. @param rank among all that were ever paid for points in this market, from 1. */
export function validatorModel(
  terms: Pick<ModelInput, 'bountyRao' | 'earlyValidatorPpm' | 'earlyValidatorSeats'>,
  own: { points: bigint; totalPoints: bigint; bonusRao: bigint; rank: number }
): bigint {
  const { validatorsRao, treasuryRao } = poolsOf(terms.bountyRao);
  const share = (validatorsRao * own.points) / own.totalPoints;
  if (own.rank > terms.earlyValidatorSeats) return share;
  const most = ((treasuryRao - own.bonusRao) * PPM) / validatorsRao;
  const early = BigInt(terms.earlyValidatorPpm) < most ? BigInt(terms.earlyValidatorPpm) : most;
  return share + (share * early) / PPM;
}

function poolsOf(bountyRao: bigint): { minersRao: bigint; validatorsRao: bigint; treasuryRao: bigint } {
  const minersRao = (bountyRao * 700_000n) / PPM;
  const validatorsRao = (bountyRao * 250_000n) / PPM;
  return { minersRao, validatorsRao, treasuryRao: bountyRao - minersRao - validatorsRao };
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
function sharesOf(terms: PoolTerms, weights: bigint[], coldkeys: string[], poolRao: bigint): bigint[] {
  const groups = new Map<string, bigint>();
  for (const [i, weight] of weights.entries())
    if (weight > 0n) groups.set(coldkeys[i]!, (groups.get(coldkeys[i]!) ?? 0n) + weight);
  const least = PPM / BigInt(groups.size);
  const cap = BigInt(terms.coldkeyCapPpm) > least ? BigInt(terms.coldkeyCapPpm) : least;
  const total = sum(weights);
  const capped = new Set<string>();
  let [restPpm, rest] = [PPM, terms.absolutePayout && total < PPM ? PPM : total];
  for (;;) {
    const above = [...groups].filter(([key, weight]) => !capped.has(key) && restPpm * weight > cap * rest);
    const most = above.sort(([, a], [, b]) => (a > b ? -1 : a < b ? 1 : 0))[0];
    if (!most) break;
    capped.add(most[0]);
    if (terms.absolutePayout) continue;
    restPpm -= cap;
    rest -= most[1];
  }
  return weights.map((weight, i) => {
    if (weight === 0n) return 0n;
    const key = coldkeys[i]!;
    return capped.has(key)
      ? (poolRao * cap * weight) / (PPM * groups.get(key)!)
      : (poolRao * restPpm * weight) / (PPM * rest);
  });
}

function pointsOf(input: ModelInput, seat: number, drawn: boolean, deviation: number, tolerance: number): bigint {
  const window = input.scoreCommitBlocks;
  const late = 2 * input.seats[seat]!.lateBlocks;
  const timeliness = late <= window ? 1_000_000 : 1_000_000 - Math.floor((1_000_000 * (late - window)) / (2 * window));
  const agreement = 1_000_000 - Math.floor((deviation * 1_000_000) / (tolerance + 1));
  return (BigInt(drawn ? 2 : 1) * BigInt(agreement) * BigInt(timeliness)) / PPM;
}

const hasSeat = (bits: bigint, seat: number): boolean => ((bits >> BigInt(seat)) & 1n) === 1n;
