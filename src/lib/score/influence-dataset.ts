// Row influence of a dataset on whatever runtime it is given: the gates first, since only rows that count are trained on.
import { AppError } from '../core/error/app-error.ts';
import { describeRows } from '../core/influence/describe-rows.ts';
import { measureInfluence, type InfluenceCheckpoint } from '../core/influence/measure-influence.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { rowKindOf } from '../core/lift/objective-of.ts';
import { liftProtocolOf, type LiftProtocol } from '../core/lift/protocol.ts';
import type { ReferenceModel } from '../core/model/reference-model.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import { checkDataset, type CheckRows } from '../core/quality/check-dataset.ts';
import type { InfluenceReport } from '../core/influence/influence-report.ts';
import type { LiftInput } from '../core/lift/lift-input.ts';

export interface InfluenceDatasetOptions extends LongCallOptions {
  runtime: ModelRuntime;
  reference: ReferenceModel;
  /** Default: that of the request. */
  protocol?: LiftProtocol;
  /** Default: here. */
  checkRows?: CheckRows;
  /** Where the tests of rows are run; a request without tests needs none. */
  programs?: ProgramRunner;
  checkpoint?: InfluenceCheckpoint | null;
  onCheckpoint?: (checkpoint: InfluenceCheckpoint) => Promise<void>;
}

/**
 * Judges the rows that pass the gates, trained with the first seed. Progress: stages `gates` and `influence`. An aborted
 * signal gives `{ cancelled: true }`. Throws AppError as `checkDataset` and `measureInfluence`; `score/no-examples` where no
 * row counts.
 */
export async function influenceDataset(
  input: LiftInput,
  options: InfluenceDatasetOptions
): Promise<InfluenceReport | { cancelled: true }> {
  const {
    runtime,
    reference,
    signal,
    onProgress,
    protocol = liftProtocolOf(input.spec),
    checkRows = checkDataset,
    programs
  } = options;
  try {
    const checked = await checkRows(
      { ...input, fingerprints: reference.fingerprints },
      { signal, onProgress, programs }
    );
    const seed = input.seeds[0]!;
    const { examples, benchmarkExamples, countedRows } = checked;
    const { rows, discrimination } = await measureInfluence(
      { reference, protocol, examples, benchmarkExamples, seed, kind: rowKindOf(input.spec.fields) },
      { ...options, runtime }
    );
    return {
      format: 'assay/influence/1',
      protocol: protocol.version,
      reference: { cid: reference.cid },
      backend: runtime.backend,
      seed,
      countedRows,
      benchmarkRows: new Set(benchmarkExamples.map(({ line }) => line)).size,
      discrimination,
      rows: describeRows(rows, input.data, input.spec.fields)
    };
  } catch (thrown) {
    if (signal?.aborted) return { cancelled: true };
    throw AppError.from(thrown, 'score/failed');
  }
}
