// What the fields of a request are called, above the field and where something is wrong with one.
import type { TermsDraft } from './terms-draft.ts';

export type TermName = Exclude<keyof TermsDraft, 'privateDelivery' | 'forSale' | 'absolutePayout'>;

export const TERM_NAMES: Record<TermName, string> = {
  deadlineBlocks: 'Blocks for submissions',
  revealBlocks: 'Revealing submissions',
  scoreCommitBlocks: 'Measuring and committing scores',
  scoreRevealBlocks: 'Revealing scores',
  challengeBlocks: 'Challenging reports',
  juryBlocks: "A jury's verdict",
  openBlocks: 'Opening or delivering packages',
  threshold: 'Least score that is paid',
  outlierFloor: 'Deviation always tolerated',
  maxSpread: 'Largest spread that passes',
  assigned: 'Validators drawn per submission',
  quorum: 'Scores a submission needs',
  maxPerColdkey: 'Submissions per coldkey',
  depositTao: 'Deposit of a submission, TAO',
  validatorBondTao: 'Bond of a validator, TAO',
  challengeBondTao: 'Bond of a challenge, TAO',
  earlyBonusPercent: 'For early submissions, percent',
  earlyBlocks: 'Falls to nothing over, in blocks',
  founderBonusPercent: 'For founders of this market, percent',
  founderSeats: 'How many founders',
  priceTao: 'Price in TAO',
  minerPercent: "Miner's part in percent",
  freeBuyers: 'First buyers for free',
  licenceText: 'Licence of the sale',
  coldkeyCapPercent: "Most of the miners' part for one coldkey, percent",
  benchmarkDepositTao: "Deposit for the benchmark's key, TAO",
  earlyValidatorPercent: 'For the first validators of this market, percent',
  earlyValidatorSeats: 'How many validators'
};

const OTHER_NAMES: Record<string, string> = {
  title: 'Title',
  domain: 'Domain',
  description: 'Description',
  license: 'Licence',
  megabytes: 'Most megabytes',
  benchmark: 'Hidden part',
  practice: 'Practice part',
  bountyTao: 'Bounty in TAO',
  invited: 'Invited hotkeys'
};

/**
 * The problem with its field's name before it, for a list that stands away from the field.
 * @param bodyNames of the mechanism's own fields
 */
export function namedProblem(field: string, problem: string, bodyNames: Readonly<Record<string, string>> = {}): string {
  const name = (TERM_NAMES as Record<string, string>)[field] ?? OTHER_NAMES[field] ?? bodyNames[field];
  return name === undefined ? problem : `${name}: ${problem}`;
}
