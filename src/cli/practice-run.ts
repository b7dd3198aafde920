// What the commands that run a preflight on practice rows share: their arguments, their input and the machine they run on.
import { splitPractice } from '#lib/core/influence/split-practice.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { liftProtocolOf } from '#lib/core/lift/protocol.ts';
import { parseRowsSpec } from '#lib/core/request/parse-rows-body.ts';
import { checkRowsInThread } from '#lib/score/check-in-thread.ts';
import { createNodeRuntime, defaultThreads } from '#lib/score/measure-in-node.ts';
import type { PreflightOptions } from '#lib/score/preflight-dataset.ts';
import type { PreflightState } from '#lib/score/preflight-store.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { readReference } from '#lib/score/read-reference.ts';
import type { RowsSpec } from '#lib/core/request/rows-body.ts';
import type { LiftInput } from '#lib/core/lift/lift-input.ts';
import { sandbox } from './harness/sandbox.ts';
import { readChoice, readInput, readWhole } from './read-input.ts';
import { modelReader, stateArgument } from './read-model.ts';
import { progressLines } from './say.ts';

export const practiceArguments = {
  request: { type: 'string', required: true, description: 'Request document (JSON)' },
  data: { type: 'string', required: true, description: 'Rows to judge (JSONL)' },
  benchmark: {
    type: 'string',
    description: 'Practice rows (JSONL); without them a fifth of the rows is put aside and practised on'
  },
  backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
  threads: { type: 'string', description: 'Threads for wasm and native' },
  'drop-worst': { type: 'string', description: 'Score again without so many of the worst rows' },
  state: stateArgument,
  json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
} as const;

export interface PracticeArguments {
  request: string;
  data: string;
  benchmark?: string;
  backend: string;
  threads?: string;
  state?: string;
}

/** @throws AppError for unreadable files, a request that is none, and as `splitPractice`. */
export async function readPracticeInput(args: PracticeArguments): Promise<LiftInput> {
  const spec = parseRowsSpec(await readInput(args.request));
  const rows = await readInput(args.data);
  const seeds = practiceSeeds();
  if (args.benchmark !== undefined) return { spec, data: rows, benchmark: await readInput(args.benchmark), seeds };
  const { data, practice } = splitPractice(rows);
  return { spec, data, benchmark: practice, seeds };
}

/** Throws AppError `input/not-a-choice`, `input/not-a-number`, `score/backend-unavailable`. */
export async function practiceOptions(
  args: PracticeArguments,
  spec: RowsSpec,
  signal: AbortSignal
): Promise<PreflightOptions> {
  const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
  const threads = args.threads === undefined ? defaultThreads() : readWhole('threads', args.threads, 1);
  let kept: { key: string; state: PreflightState } | null = null;
  return {
    runtime: await createNodeRuntime(backend, threads),
    reference: await readReference(referenceFromDisk, modelReader(args.state), liftProtocolOf(spec).pretrained),
    now: () => performance.now(),
    checkRows: checkRowsInThread,
    programs: sandbox(),
    signal,
    onProgress: progressLines(),
    // Kept for the score without some rows, which is compared with the one that is known by then.
    preflights: {
      load: async (key) => (kept?.key === key ? kept.state : null),
      save: async (key, state) => void (kept = { key, state })
    }
  };
}
