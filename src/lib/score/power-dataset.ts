// The power check of a request's benchmark on whatever runtime it is given.
import { AppError } from '../core/error/app-error.ts';
import { extractExamples } from '../core/dataset/extract-examples.ts';
import { readJsonl } from '../core/dataset/read-jsonl.ts';
import type { Example } from '../core/dataset/example.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { measurePower } from '../core/lift/measure-power.ts';
import { rowKindOf } from '../core/lift/objective-of.ts';
import type { PowerInput } from '../core/lift/power-input.ts';
import type { PowerReport } from '../core/lift/power-report.ts';
import { practiceSeeds } from '../core/lift/practice-seeds.ts';
import { liftProtocolOf, seedsUsed, type LiftProtocol } from '../core/lift/protocol.ts';
import type { Cancelled } from '../core/mechanism/result.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import type { ReferenceModel } from '../core/model/reference-model.ts';
import { checkBenchmark } from '../core/quality/check-benchmark.ts';
import type { RowsSpec } from '../core/request/rows-body.ts';

export interface PowerDatasetOptions extends LongCallOptions {
  runtime: ModelRuntime;
  reference: ReferenceModel;
  now: () => number;
  /** Default: that of the request. */
  protocol?: LiftProtocol;
}

/**
 * Progress as `measurePower`. An aborted signal gives `{ cancelled: true }`. Throws AppError as `checkBenchmark`, `readJsonl`
 * and `measurePower`; the sample's rows are not judged by gates, as they are the requester's own.
 */
export async function powerDataset(
  { spec, benchmark, sample }: PowerInput,
  { runtime, reference, now, signal, onProgress, protocol = liftProtocolOf(spec) }: PowerDatasetOptions
): Promise<PowerReport | Cancelled> {
  try {
    const { examples } = checkBenchmark({ spec, benchmark });
    return await measurePower(
      {
        reference,
        protocol,
        benchmarkExamples: examples,
        ...(sample && { sample: readSample(spec, sample) }),
        seeds: seedsUsed(practiceSeeds(), protocol),
        kind: rowKindOf(spec.fields)
      },
      { runtime, now, signal, onProgress }
    );
  } catch (thrown) {
    if (signal?.aborted) return { cancelled: true };
    throw AppError.from(thrown, 'score/failed');
  }
}

function readSample(spec: RowsSpec, sample: Uint8Array): Example[] {
  const examples = Array.from(readJsonl(sample, { name: 'Sample' }), (row) => extractExamples(row, spec.fields)).flat();
  if (examples.length > 0) return examples;
  throw new AppError('score/no-examples', 'The sample has no rows.', { details: { file: 'Sample' } });
}
