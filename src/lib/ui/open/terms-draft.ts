// The rules of a request as they are typed, what is wrong with them by the market's own rules (docs/market.md, `InvalidTerms`),
// and the terms they stand for.
import type { RequestTerms } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { MAX_WINDOW_BLOCKS } from '../../core/market/market-constants.ts';
import { defaultTerms } from '../../market/request/default-terms.ts';
import { formatTao, parseTao } from '../../core/encoding/tao.ts';

const MOST_ASSIGNED = 16;
const LEAST_ASSIGNED = 3;
const LEAST_BOND_RAO = 1_000_000n;
const MOST_BONUS_PERCENT = 1_000;
const MOST_SMALL = 255;
const MOST_BLOCKS = 4_294_967_295;

/** Scores between 0 and 1, shares in percent, amounts in TAO. */
export interface TermsDraft {
  deadlineBlocks: string;
  revealBlocks: string;
  scoreCommitBlocks: string;
  scoreRevealBlocks: string;
  challengeBlocks: string;
  juryBlocks: string;
  openBlocks: string;
  threshold: string;
  outlierFloor: string;
  maxSpread: string;
  assigned: string;
  quorum: string;
  maxPerColdkey: string;
  depositTao: string;
  validatorBondTao: string;
  challengeBondTao: string;
  earlyBonusPercent: string;
  earlyBlocks: string;
  founderBonusPercent: string;
  founderSeats: string;
  privateDelivery: boolean;
  forSale: boolean;
  priceTao: string;
  minerPercent: string;
  freeBuyers: string;
  licenceText: string;
  absolutePayout: boolean;
  coldkeyCapPercent: string;
  benchmarkDepositTao: string;
  earlyValidatorPercent: string;
  earlyValidatorSeats: string;
}

const PUBLIC_DEADLINE_BLOCKS = 7_200;
const LOCAL_DEADLINE_BLOCKS = 300;

/** What stands in the fields before anybody typed. */
export function emptyTermsDraft(market: { isLocal: boolean; minWindowBlocks: number; validators: number }): TermsDraft {
  const terms = defaultTerms({ deadlineBlock: 0, ...market });
  return {
    deadlineBlocks: String(market.isLocal ? LOCAL_DEADLINE_BLOCKS : PUBLIC_DEADLINE_BLOCKS),
    revealBlocks: String(terms.revealBlocks),
    scoreCommitBlocks: String(terms.scoreCommitBlocks),
    scoreRevealBlocks: String(terms.scoreRevealBlocks),
    challengeBlocks: String(terms.challengeBlocks),
    juryBlocks: String(terms.juryBlocks),
    openBlocks: String(terms.openBlocks),
    threshold: String(terms.thresholdPpm / 1e6),
    outlierFloor: String(terms.outlierFloorPpm / 1e6),
    maxSpread: String(terms.maxSpreadPpm / 1e6),
    assigned: String(terms.assignedPerSubmission),
    quorum: String(terms.quorum),
    maxPerColdkey: String(terms.maxPerColdkey),
    depositTao: formatTao(terms.submissionDepositRao),
    validatorBondTao: formatTao(terms.validatorBondRao),
    challengeBondTao: formatTao(terms.challengeBondRao),
    earlyBonusPercent: String(terms.earlyBonusPpm / 1e4),
    earlyBlocks: String(terms.earlyBlocks),
    founderBonusPercent: String(terms.founderBonusPpm / 1e4),
    founderSeats: String(terms.founderSeats),
    privateDelivery: terms.privateDelivery,
    forSale: terms.forSale,
    priceTao: '',
    minerPercent: String(terms.minerProceedsPpm / 1e4),
    freeBuyers: String(terms.freeBuyers),
    licenceText: '',
    absolutePayout: terms.absolutePayout,
    coldkeyCapPercent: String(terms.coldkeyCapPpm / 1e4),
    benchmarkDepositTao: formatTao(terms.benchmarkDepositRao),
    earlyValidatorPercent: String(terms.earlyValidatorPpm / 1e4),
    earlyValidatorSeats: String(terms.earlyValidatorSeats)
  };
}

/** Call it only for a draft without problems. */
export function toTerms(draft: TermsDraft, bestBlock: number): RequestTerms {
  const sells = draft.privateDelivery && draft.forSale;
  return {
    deadlineBlock: bestBlock + Number(draft.deadlineBlocks),
    revealBlocks: Number(draft.revealBlocks),
    scoreCommitBlocks: Number(draft.scoreCommitBlocks),
    scoreRevealBlocks: Number(draft.scoreRevealBlocks),
    challengeBlocks: Number(draft.challengeBlocks),
    juryBlocks: Number(draft.juryBlocks),
    openBlocks: Number(draft.openBlocks),
    thresholdPpm: ppm(draft.threshold),
    outlierFloorPpm: ppm(draft.outlierFloor),
    maxSpreadPpm: ppm(draft.maxSpread),
    assignedPerSubmission: Number(draft.assigned),
    quorum: Number(draft.quorum),
    maxPerColdkey: Number(draft.maxPerColdkey),
    privateDelivery: draft.privateDelivery,
    submissionDepositRao: parseTao(draft.depositTao),
    validatorBondRao: parseTao(draft.validatorBondTao),
    challengeBondRao: parseTao(draft.challengeBondTao),
    earlyBonusPpm: percentPpm(draft.earlyBonusPercent),
    earlyBlocks: Number(draft.earlyBlocks),
    founderBonusPpm: percentPpm(draft.founderBonusPercent),
    founderSeats: Number(draft.founderSeats),
    priceRao: sells ? parseTao(draft.priceTao) : 0n,
    minerProceedsPpm: sells ? percentPpm(draft.minerPercent) : 0,
    freeBuyers: sells ? Number(draft.freeBuyers) : 0,
    forSale: sells,
    absolutePayout: draft.absolutePayout,
    coldkeyCapPpm: percentPpm(draft.coldkeyCapPercent),
    parentRequest: null,
    inviteRoot: null,
    // The verb hashes the key that it makes.
    benchmarkKeyHash: null,
    benchmarkDepositRao: parseTao(draft.benchmarkDepositTao),
    benchmarkFeeRao: 0n,
    earlyValidatorPpm: percentPpm(draft.earlyValidatorPercent),
    earlyValidatorSeats: Number(draft.earlyValidatorSeats)
  };
}

export type TermsProblems = Partial<Record<keyof TermsDraft, string>>;

/**
 * By field, with the sentence to show; numbers in comments are the market's rules.
 * @param market.bountyRao what bonds and deposits are held against; null where it is not known yet.
 */
export function termsProblems(
  draft: TermsDraft,
  { minWindowBlocks, bountyRao = null }: { minWindowBlocks: number; bountyRao?: bigint | null }
): TermsProblems {
  const window = (text: string) => whole(text, Math.max(1, minWindowBlocks), MAX_WINDOW_BLOCKS);
  const problems: Record<string, string | null> = {
    // 1. A block may pass before the transaction is included.
    deadlineBlocks: whole(draft.deadlineBlocks, 2, MAX_WINDOW_BLOCKS),
    // 2
    revealBlocks: window(draft.revealBlocks),
    scoreCommitBlocks: window(draft.scoreCommitBlocks),
    scoreRevealBlocks: window(draft.scoreRevealBlocks),
    challengeBlocks: window(draft.challengeBlocks),
    juryBlocks: window(draft.juryBlocks),
    openBlocks: window(draft.openBlocks),
    // 3
    threshold: score(draft.threshold, 0, 0.95),
    maxSpread: score(draft.maxSpread, 0.01, 1),
    // 4
    outlierFloor: score(draft.outlierFloor, 0.001, 0.2),
    // 5
    assigned: whole(draft.assigned, LEAST_ASSIGNED, MOST_ASSIGNED),
    // 6
    quorum:
      whole(draft.quorum, 1, MOST_ASSIGNED) ??
      (Number(draft.quorum) > Number(draft.assigned)
        ? 'No more scores can be asked for than validators are drawn.'
        : null),
    // 7
    maxPerColdkey: whole(draft.maxPerColdkey, 1, MOST_SMALL),
    // 8
    challengeBondTao: challengeBond(draft, bountyRao),
    validatorBondTao: atMost(draft.validatorBondTao, bountyRao),
    // 11
    depositTao: atMost(draft.depositTao, bountyRao),
    // 12
    benchmarkDepositTao: atMost(draft.benchmarkDepositTao, bountyRao),
    // 13
    coldkeyCapPercent: percent(draft.coldkeyCapPercent, 100, 10),
    // 9
    earlyBonusPercent: percent(draft.earlyBonusPercent, MOST_BONUS_PERCENT),
    founderBonusPercent: percent(draft.founderBonusPercent, MOST_BONUS_PERCENT),
    earlyValidatorPercent: percent(draft.earlyValidatorPercent, MOST_BONUS_PERCENT),
    earlyValidatorSeats: whole(draft.earlyValidatorSeats, 0, MOST_BLOCKS),
    earlyBlocks: whole(draft.earlyBlocks, 0, MOST_BLOCKS),
    founderSeats: whole(draft.founderSeats, 0, MOST_BLOCKS)
  };
  if (draft.privateDelivery && draft.forSale) {
    problems.priceTao = amount(draft.priceTao);
    // 10
    problems.minerPercent = percent(draft.minerPercent, 100);
    problems.freeBuyers = whole(draft.freeBuyers, 0, 65_535);
    problems.licenceText = draft.licenceText.trim() === '' ? 'Say what a buyer may do with the data.' : null;
  }
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null)) as TermsProblems;
}

const ppm = (text: string) => Math.round(Number(text) * 1_000_000);
const percentPpm = (text: string) => Math.round(Number(text) * 10_000);

function whole(text: string, least: number, most: number): string | null {
  const fits = /^\d{1,10}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
  return fits ? null : `Write a whole number from ${formatInteger(least)} to ${formatInteger(most)}.`;
}

function score(text: string, least: number, most: number): string | null {
  const isScore = text.trim() !== '' && Number(text) >= least && Number(text) <= most;
  return isScore ? null : `Write a score from ${least} to ${most}.`;
}

function percent(text: string, most: number, least = 0): string | null {
  const fits = text.trim() !== '' && Number(text) >= least && Number(text) <= most;
  return fits ? null : `Write a number from ${least} to ${most}.`;
}

function amount(text: string): string | null {
  try {
    parseTao(text);
    return null;
  } catch (thrown) {
    return AppError.from(thrown).short;
  }
}

/** @param bountyRao null where it is not known yet. */
function atMost(text: string, bountyRao: bigint | null): string | null {
  const problem = amount(text);
  if (problem !== null || bountyRao === null || parseTao(text) <= bountyRao) return problem;
  return 'This can be the bounty at most.';
}

function challengeBond({ challengeBondTao, validatorBondTao }: TermsDraft, bountyRao: bigint | null): string | null {
  const problem = atMost(challengeBondTao, bountyRao);
  if (problem !== null) return problem;
  if (parseTao(challengeBondTao) < LEAST_BOND_RAO) return 'Ask for at least 0.001 TAO.';
  if (amount(validatorBondTao) !== null || parseTao(challengeBondTao) >= parseTao(validatorBondTao)) return null;
  return 'Ask for at least the bond of a validator: a false challenge must not be cheaper than what it takes.';
}
