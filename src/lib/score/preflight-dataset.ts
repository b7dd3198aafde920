// A miner's preflight on practice rows: the result a validator would give, then the influence of every row; and the same
// result without some rows. Goes on where it was stopped.
import type { Preflight } from '../ports/preflights.ts';
import { AppError } from '../core/error/app-error.ts';
import { leaveOutRows } from '../core/influence/leave-out-rows.ts';
import { liftProtocolOf } from '../core/lift/protocol.ts';
import type { Progress } from '../core/long-call.ts';
import { runKey } from '../core/lift/run-key.ts';
import { influenceDataset } from './influence-dataset.ts';
import { compareLeftOut, type LeftOutComparison } from '../core/influence/left-out-comparison.ts';
import type { PreflightState, PreflightStore } from './preflight-store.ts';
import { RunClock } from '../core/lift/run-clock.ts';
import type { ScoreDatasetOptions } from '../core/lift/score-dataset.ts';
import type { LiftInput } from '../core/lift/lift-input.ts';
import { scoreWithBits } from './score-with-bits.ts';

export interface PreflightOptions extends ScoreDatasetOptions {
  /** Without it a stopped preflight starts over. */
  preflights?: PreflightStore;
}

type Cancelled = { cancelled: true };

/** Progress counts thousandths of the call: so many are the score. */
const SCORE_SHARE = 600;
const WHOLE = 1000;

/**
 * What a validator would say; `input.benchmark` are the practice rows. Progress: the stages of `scoreDataset` and `influence`,
 * `done` of `total` 1000 over the whole call, with `secondsLeft` as it becomes known. An aborted signal gives
 * `{ cancelled: true }`. Throws as `scoreDataset`.
 */
export async function preflightDataset(input: LiftInput, options: PreflightOptions): Promise<Preflight | Cancelled> {
  const state = await loadState(input, options);
  const report = wholeCallProgress(options);
  const scored = state.scored ?? (await scoreWithBits(input, { ...options, onProgress: report(0, SCORE_SHARE) }));
  if ('cancelled' in scored) return scored;
  await save(input, options, { ...state, scored });
  const { result } = scored;
  if (result.evidence.measurement === null) return { result, influence: null };
  const influence =
    state.influence ??
    (await influenceDataset(input, {
      ...options,
      onProgress: report(SCORE_SHARE, WHOLE),
      checkpoint: state.judging,
      onCheckpoint: (judging) => save(input, options, { scored, judging, influence: null })
    }));
  if ('cancelled' in influence) return influence;
  await save(input, options, { scored, judging: null, influence });
  return { result, influence };
}

/**
 * The result without some lines of the file beside that with them, which is taken from the preflight where there was one.
 * Progress and errors as `scoreDataset`; `preflight/nothing-left-out` without lines.
 */
export async function preflightWithout(
  input: LiftInput,
  lines: readonly number[],
  options: PreflightOptions
): Promise<LeftOutComparison | Cancelled> {
  if (lines.length === 0) throw new AppError('preflight/nothing-left-out', 'Choose the rows to leave out first.');
  const report = wholeCallProgress(options);
  const known = (await loadState(input, options)).scored;
  const before = known ?? (await scoreWithBits(input, { ...options, onProgress: report(0, WHOLE / 2) }));
  if ('cancelled' in before) return before;
  const reduced = { ...input, data: leaveOutRows(input.data, new Set(lines)) };
  const after = await scoreWithBits(reduced, { ...options, onProgress: report(known ? 0 : WHOLE / 2, WHOLE) });
  return 'cancelled' in after ? after : compareLeftOut(lines, before, after);
}

const NOTHING: PreflightState = { scored: null, judging: null, influence: null };

async function loadState(input: LiftInput, options: PreflightOptions): Promise<PreflightState> {
  return (await options.preflights?.load(preflightKey(input, options))) ?? NOTHING;
}

async function save(input: LiftInput, options: PreflightOptions, state: PreflightState): Promise<void> {
  await options.preflights?.save(preflightKey(input, options), state);
}

function preflightKey(
  input: LiftInput,
  { runtime, reference, protocol = liftProtocolOf(input.spec) }: PreflightOptions
): string {
  return runKey(input, { protocol, referenceCid: reference.cid, backend: runtime.backend });
}

/** Maps the progress of a part onto its share of the whole call. */
function wholeCallProgress({ now, onProgress }: PreflightOptions) {
  const clock = new RunClock(now);
  return (from: number, to: number) =>
    ({ stage, done, total, values }: Progress): void => {
      const progress = { stage, done: from + (total === 0 ? 0 : done / total) * (to - from), total: WHOLE, values };
      clock.observe(progress);
      const secondsLeft = clock.secondsLeft(WHOLE);
      onProgress?.(secondsLeft === undefined ? progress : { ...progress, values: { ...values, secondsLeft } });
    };
}
