// A request's terms as options of `assay market open`: what is not given stays as the defaults have it.
import type { RequestTerms } from '#lib/core/market/market-state.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { readWhole } from '../../read-input.ts';
import { readPpm, readTao } from '../../read-tao.ts';

type Kind = 'whole' | 'share' | 'tao' | 'flag';
/** The deadline has a form of its own; the two hashes follow from the benchmark and the list of invited hotkeys. */
type TermName = Exclude<keyof RequestTerms, 'deadlineBlock' | 'inviteRoot' | 'benchmarkKeyHash'>;

const OPTIONS: Record<TermName, [option: string, kind: Kind, description: string]> = {
  revealBlocks: ['reveal-blocks', 'whole', 'Blocks in which submissions are revealed'],
  scoreCommitBlocks: ['score-blocks', 'whole', 'Blocks in which scores are committed'],
  scoreRevealBlocks: ['score-reveal-blocks', 'whole', 'Blocks in which scores are revealed'],
  challengeBlocks: ['challenge-blocks', 'whole', 'Blocks in which a report can be challenged'],
  juryBlocks: ['jury-blocks', 'whole', "Blocks of each of a jury's two windows"],
  openBlocks: ['open-blocks', 'whole', 'Blocks in which packages are opened or delivered'],
  thresholdPpm: ['threshold', 'share', 'Least median that is paid, 0 to 1'],
  outlierFloorPpm: ['outlier-floor', 'share', 'Deviation from the median that is always tolerated'],
  maxSpreadPpm: ['max-spread', 'share', 'Largest spread with which a submission passes'],
  assignedPerSubmission: ['assigned', 'whole', 'Validators drawn for each submission, 3 to 16'],
  quorum: ['quorum', 'whole', 'Least number of scores'],
  maxPerColdkey: ['max-per-coldkey', 'whole', 'Submissions a coldkey may commit'],
  privateDelivery: ['private', 'flag', 'Keys go to the requester alone'],
  submissionDepositRao: ['deposit', 'tao', 'TAO a submission deposits until its reveal'],
  validatorBondRao: ['bond', 'tao', 'TAO of free bond a validator needs for a seat'],
  challengeBondRao: ['challenge-bond', 'tao', 'TAO a challenge costs where it is rejected'],
  earlyBonusPpm: ['early-bonus', 'share', 'Bonus of the earliest submission, as a part of its share'],
  earlyBlocks: ['early-blocks', 'whole', 'Blocks over which that bonus falls to nothing'],
  founderBonusPpm: ['founder-bonus', 'share', 'Bonus of the first miners that ever passed here'],
  founderSeats: ['founder-seats', 'whole', 'How many of them'],
  priceRao: ['price', 'tao', 'TAO a dataset is sold for'],
  minerProceedsPpm: ['miner-proceeds', 'share', "The miner's part of that"],
  freeBuyers: ['free-buyers', 'whole', 'First buyers who pay nothing'],
  forSale: ['for-sale', 'flag', 'Others may buy the dataset; only with --private'],
  absolutePayout: ['absolute', 'flag', "A miner's part of the pool is its score itself; the rest comes back"],
  coldkeyCapPpm: [
    'coldkey-cap',
    'share',
    "Most of the miners' pool that one coldkey gets where several pass, 0.1 to 1"
  ],
  parentRequest: ['parent', 'whole', 'Number of an earlier request that this one goes on from'],
  benchmarkDepositRao: ['benchmark-deposit', 'tao', "TAO that come back when you publish the benchmark's key"],
  benchmarkFeeRao: ['benchmark-fee', 'tao', 'Most TAO for the owner of a registered benchmark'],
  earlyValidatorPpm: ['early-validator-bonus', 'share', 'Bonus of the first validators that were ever paid here'],
  earlyValidatorSeats: ['early-validators', 'whole', 'How many of them']
};

const NAMES = Object.keys(OPTIONS) as TermName[];

/** For citty. */
export const termArguments = Object.fromEntries(
  NAMES.map((name) => {
    const [option, kind, description] = OPTIONS[name];
    return [option, kind === 'flag' ? { type: 'boolean', description } : { type: 'string', description }] as const;
  })
);

/** @throws AppError naming the option. */
export function readTerms(args: Record<string, unknown>, defaults: RequestTerms): RequestTerms {
  const given = NAMES.filter((name) => args[OPTIONS[name][0]] !== undefined);
  return { ...defaults, ...Object.fromEntries(given.map((name) => [name, readTerm(name, args)])) };
}

function readTerm(name: TermName, args: Record<string, unknown>): number | bigint | boolean {
  const [option, kind] = OPTIONS[name];
  const value = args[option];
  if (kind === 'flag') return value === true;
  const text = String(value);
  if (kind === 'tao') return readTao(option, text);
  return kind === 'share' ? readPpm(option, text) : readWhole(option, text);
}

/** `120` is that block, `+120` is so many blocks from now. @throws AppError `input/not-a-number`. */
export function readDeadline(text: string, block: number): number {
  if (!/^\+?\d{1,15}$/.test(text))
    throw new AppError(
      'input/not-a-number',
      `--deadline must be a block, or + and a number of blocks, not "${text}".`,
      { details: { option: 'deadline' } }
    );
  return text.startsWith('+') ? block + Number(text.slice(1)) : Number(text);
}
