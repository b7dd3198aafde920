// The power check: half of a benchmark stands for a submission, as it is and spoilt in known ways, and is measured on the
// other half as a validator would measure it.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { LEAST_BENCHMARK_ROWS } from '../quality/check-benchmark.ts';
import { canonicalOrder } from './canonical-order.ts';
import { liftScore, pairingShare } from './lift-score.ts';
import { measureLift } from './measure-lift.ts';
import type { RowKind } from './objective-of.ts';
import { powerCases } from './power-cases.ts';
import {
  isTold,
  powerAdvice,
  powerVerdict,
  type PowerCase,
  type PowerReport,
  type PowerScore
} from './power-report.ts';
import type { LiftProtocol } from './protocol.ts';

export interface MeasurePowerInput {
  reference: ReferenceModel;
  protocol: LiftProtocol;
  benchmarkExamples: readonly Example[];
  /** Rows that stand for a submission; without them half of the benchmark. */
  sample?: readonly Example[];
  seeds: readonly number[];
  kind: RowKind;
}

export interface MeasurePowerOptions extends LongCallOptions {
  runtime: ModelRuntime;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
}

/** What spoilt rows are measured with: their place among the clean ones does not need every seed. */
const SEEDS_PER_CASE = 1;

/**
 * Progress: stages `clean` and the names of the cases, `done` of `total` in steps of training. Throws the signal's reason,
 * AppError `benchmark/too-few-rows` where a half would be too small, and as `measureLift`.
 */
export async function measurePower(input: MeasurePowerInput, options: MeasurePowerOptions): Promise<PowerReport> {
  const { reference, protocol, seeds, kind } = input;
  const { submission, benchmark } = input.sample
    ? { submission: [...input.sample], benchmark: [...input.benchmarkExamples] }
    : halves(input.benchmarkExamples);
  const cases = powerCases(submission, kind);
  // The judges are tuned on the benchmark alone, so that those of the clean rows serve all cases.
  const judges = new Map<number, Float32Array>();
  const steps = (seedCount: number) =>
    (judges.size === 0 ? protocol.trustedFolds * protocol.trustedSteps : 0) + seedCount * protocol.steps;
  const total = steps(seeds.length) + cases.length * SEEDS_PER_CASE * protocol.steps;
  let done = 0;
  const scoreOf = async (stage: string, examples: readonly Example[], seedCount: number): Promise<PowerScore> => {
    const cost = steps(seedCount);
    const measurement = await measureLift(
      { reference, protocol, examples, benchmarkExamples: benchmark, seeds: seeds.slice(0, seedCount), kind },
      {
        runtime: options.runtime,
        judges,
        signal: options.signal,
        onProgress: (part) => options.onProgress?.({ stage, done: done + (part.done / part.total) * cost, total })
      }
    );
    done += cost;
    const { score, interval95 } = liftScore(measurement, 1);
    return { score, interval95, liftShare: measurement.liftShare.value, pairingShare: pairingShare(measurement).value };
  };
  const startedAtMs = options.now();
  const clean = await scoreOf('clean', submission, seeds.length);
  const msPerVerdict = options.now() - startedAtMs;
  const measured: PowerCase[] = [];
  for (const { examples, ...one } of cases) {
    const score = await scoreOf(one.name, examples, SEEDS_PER_CASE);
    measured.push({ ...one, ...score, isTold: isTold(clean, score, one.expected) });
  }
  const smallestDifference = clean.interval95[1] - clean.interval95[0];
  const verdict = powerVerdict(clean, measured);
  return {
    format: 'assay/power/1',
    protocol: protocol.version,
    reference: { cid: reference.cid },
    rows: { submission: linesOf(submission).length, benchmark: linesOf(benchmark).length },
    clean,
    cases: measured,
    smallestDifference,
    msPerVerdict,
    backend: options.runtime.backend,
    threads: options.runtime.threads,
    verdict,
    advice: powerAdvice(verdict, { clean, cases: measured, smallestDifference }, protocol.pretrained === undefined)
  };
}

const linesOf = (examples: readonly Example[]) => [...new Set(examples.map(({ line }) => line))];

/** The benchmark cut in two by the hash of its rows; the examples of one line stay together. */
function halves(examples: readonly Example[]): { submission: Example[]; benchmark: Example[] } {
  const lines = linesOf(canonicalOrder(examples, 'power'));
  if (lines.length < 2 * LEAST_BENCHMARK_ROWS)
    throw new AppError(
      'benchmark/too-few-rows',
      `The benchmark has ${lines.length} rows; cut in two, each half needs ${LEAST_BENCHMARK_ROWS}.`,
      {
        hints: ['Add rows to the benchmark, or name sample rows that stand for a submission.'],
        details: { file: 'Benchmark', rows: lines.length }
      }
    );
  const first = new Set(lines.filter((_, index) => index % 2 === 0));
  return {
    submission: examples.filter(({ line }) => first.has(line)),
    benchmark: examples.filter(({ line }) => !first.has(line))
  };
}
