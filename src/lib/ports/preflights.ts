// A miner's preflight on practice rows, off the page's thread.
import type { Verdict } from '../core/report/score-report.ts';
import type { InfluenceReport } from '../core/influence/influence-report.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Backend } from '../core/model/backend.ts';
import type { ScoreInput } from '../core/mechanism/measure-task.ts';
import type { LeftOutComparison } from '../core/influence/left-out-comparison.ts';

export interface Preflight {
  verdict: Verdict;
  /** null where a gate failed and nothing was trained. */
  influence: InfluenceReport | null;
}

export interface PreflightCallOptions extends LongCallOptions {
  backend: Backend | 'auto';
}

export interface Preflights {
  /** The validator's measurement, then the influence of every row; a finished preflight of the same input is there at once. */
  run(input: ScoreInput, options: PreflightCallOptions): Promise<Preflight | { cancelled: true }>;
  /** The score without some lines of the file beside that with them. */
  without(
    input: ScoreInput,
    lines: number[],
    options: PreflightCallOptions
  ): Promise<LeftOutComparison | { cancelled: true }>;
}
