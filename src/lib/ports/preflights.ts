// What can be measured before any transaction, off the page's thread: a miner's preflight on practice rows, whether the measure sees
// anything on a requester's benchmark, and how long a validator's verdict takes.
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import type { InfluenceReport } from '../core/influence/influence-report.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Backend } from '../core/model/backend.ts';
import type { LiftInput } from '../core/lift/lift-input.ts';
import type { PowerInput } from '../core/lift/power-input.ts';
import type { PowerReport } from '../core/lift/power-report.ts';
import type { PretrainedName } from '../core/request/pretrained-name.ts';
import type { VerdictTime } from '../core/lift/verdict-time.ts';
import type { LeftOutComparison } from '../core/influence/left-out-comparison.ts';

export interface Preflight {
  result: LiftResult;
  /** null where a gate failed and nothing was trained. */
  influence: InfluenceReport | null;
}

export interface PreflightCallOptions extends LongCallOptions {
  backend: Backend | 'auto';
}

export interface Preflights {
  /** The validator's measurement, then the influence of every row; a finished preflight of the same input is there at once. */
  run(input: LiftInput, options: PreflightCallOptions): Promise<Preflight | { cancelled: true }>;
  /** The score without some lines of the file beside that with them. */
  without(
    input: LiftInput,
    lines: number[],
    options: PreflightCallOptions
  ): Promise<LeftOutComparison | { cancelled: true }>;
  /** The power check of a benchmark. */
  power(input: PowerInput, options: PreflightCallOptions): Promise<PowerReport | { cancelled: true }>;
  /** How long a verdict takes here with a pretrained model that this browser keeps. Throws AppError `model/missing`, `model/damaged`. */
  verdictTime(model: PretrainedName, options: PreflightCallOptions): Promise<VerdictTime | { cancelled: true }>;
}
