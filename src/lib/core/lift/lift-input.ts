// What lift is measured on: a request for rows, the submission's rows, the hidden ones, what came before, and the seeds.
import type { MeasureTask, TaskEntry } from '../mechanism/measure-task.ts';
import { DATA_PATH } from '../package/package-contents.ts';
import { rowsOfPackage } from '../package/rows-of-package.ts';
import type { RowsBody, RowsSpec } from '../request/rows-body.ts';

export interface LiftInput {
  spec: RowsSpec;
  /** The submission's rows, JSONL. */
  data: Uint8Array;
  /** The benchmark's rows, JSONL. */
  benchmark: Uint8Array;
  /** The request's practice rows, JSONL. */
  practice?: Uint8Array;
  /** Rows of the earlier submissions of the same request, JSONL each, earliest first. */
  earlier?: readonly Uint8Array[];
  /** uint32 each, from `deriveSeeds`. */
  seeds: number[];
}

const NO_ROWS = new Uint8Array(0);

/** @throws AppError `package/no-data` where the submission's package holds no rows. */
export function liftInput({ spec, hidden, practice, entry, others, seeds }: MeasureTask<RowsBody>): LiftInput {
  const earlier = others
    ?.filter(({ index }) => index < entry.index)
    .map(({ files, index }) => (files.length === 0 ? NO_ROWS : rowsOfPackage(files, `submission ${index}`)));
  return {
    spec,
    data: rowsOfPackage(entry.files, `submission ${entry.index}`),
    benchmark: hidden ?? NO_ROWS,
    ...(practice && { practice }),
    ...(earlier && { earlier }),
    seeds: [...seeds]
  };
}

/** The same as a task, for rows that are no submission yet. */
export function liftTask({ spec, data, benchmark, practice, earlier, seeds }: LiftInput): MeasureTask<RowsBody> {
  const entryOf = (bytes: Uint8Array, index: number): TaskEntry => ({
    index,
    miner: '',
    files: [{ path: DATA_PATH, bytes }]
  });
  return {
    spec,
    hidden: benchmark,
    ...(practice && { practice }),
    entry: entryOf(data, earlier?.length ?? 0),
    others: earlier?.map(entryOf) ?? null,
    seeds
  };
}
