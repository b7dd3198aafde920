// What a power check says: whether the measure can tell good rows from poor ones on a requester's own rows, before any bounty is
// locked for it.
import type { ScoredReason } from './lift-score.ts';
import type { PowerCaseRows } from './power-cases.ts';

export interface PowerScore extends Pick<ScoredReason, 'score' | 'interval95'> {
  liftShare: number;
  pairingShare: number;
}

export interface PowerCase extends PowerScore, Pick<PowerCaseRows, 'name' | 'what' | 'expected'> {
  /** Expected lower: below the clean rows, intervals disjoint. Expected equal: at least the part that its lift is worth. */
  isTold: boolean;
}

export type PowerVerdict = 'sees' | 'dim' | 'blind';

export interface PowerReport {
  format: 'assay/power/1';
  protocol: string;
  reference: { cid: string };
  /** Rows that stood for a submission, and rows that they were measured on. */
  rows: { submission: number; benchmark: number };
  /** What a clean submission of so many rows would score. */
  clean: PowerScore;
  cases: PowerCase[];
  /** Two submissions whose scores differ by less cannot be told apart: the width of the clean rows' interval. */
  smallestDifference: number;
  /** Time of one verdict on this machine, milliseconds. */
  msPerVerdict: number;
  backend: string;
  threads: number;
  verdict: PowerVerdict;
  /** One sentence each: what follows, and what to do. */
  advice: string[];
}

/** The verdict in words. */
export const POWER_VERDICTS: Readonly<Record<PowerVerdict, string>> = {
  sees: 'The measure sees these rows.',
  dim: 'The measure sees some of it.',
  blind: 'The measure is blind here.'
};

/** What was found of a case, in words. */
export function foundOf({ expected, isTold }: Pick<PowerCase, 'expected' | 'isTold'>): string {
  if (expected === 'lower') return isTold ? 'told apart' : 'not told apart';
  return isTold ? 'keeps its worth' : 'loses worth';
}

/** Part of what lift is worth that a form must keep. */
const LEAST_OF_LIFT = 0.7;

export function isTold(clean: PowerScore, one: PowerScore, expected: PowerCase['expected']): boolean {
  if (expected === 'lower') return one.interval95[1] < clean.interval95[0];
  return clean.score > 0 && one.score / clean.score >= (LEAST_OF_LIFT * Math.max(0, one.liftShare)) / clean.liftShare;
}

/** blind: no score, or not even rows whose outputs all belong elsewhere are told; dim: something is not told. */
export function powerVerdict(clean: PowerScore, cases: readonly PowerCase[]): PowerVerdict {
  const spoilt = cases.filter(({ expected }) => expected === 'lower');
  if (clean.score === 0 || spoilt.every((one) => !one.isTold)) return 'blind';
  return cases.every((one) => one.isTold) ? 'sees' : 'dim';
}

/** @param hasOtherModel whether a request can be scored with a model that has read more */
export function powerAdvice(
  verdict: PowerVerdict,
  { clean, cases, smallestDifference }: Pick<PowerReport, 'clean' | 'cases' | 'smallestDifference'>,
  hasOtherModel: boolean
): string[] {
  const missed = cases.filter((one) => !one.isTold).map(({ what }) => what);
  if (verdict === 'blind')
    return [
      clean.score === 0
        ? 'The measure is blind on these rows: even clean rows teach the reference model nothing about one another.'
        : 'The measure is blind on these rows: it cannot tell clean rows from spoilt ones.',
      ...(hasOtherModel
        ? ['Let the pretrained model score the request ("reference": "smollm2-135m"), and check again with it.']
        : []),
      'Do not lock a bounty on it as it is. Let checks judge the answers (exact, numeric, a JSON Schema), or bring more rows, or rows that share a form.'
    ];
  const bar = `Clean rows like these score about ${clean.score.toFixed(2)}: set the threshold below that, and expect scores within ${smallestDifference.toFixed(2)} of each other to mean the same.`;
  if (verdict === 'sees') return [bar];
  return [
    bar,
    `Not told on these rows: ${missed.join('; ')}. Where an answer can be checked, let the request check it.`
  ];
}
