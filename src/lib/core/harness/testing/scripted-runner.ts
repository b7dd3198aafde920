// A runner that says what a test wrote down: what programs do in the real one is tested with the real one.
import type { Program } from '../../program/program.ts';
import type { ProgramRunner, ProgramTask } from '../../program/program-runner.ts';
import type { ProgramRun } from '../../program/program-run.ts';
import type { PythonReading } from '../review/python-reading.ts';

const RESOURCES = { memoryBytes: 1, fileBytes: 1, fileCount: 1, printedBytes: 1, startMs: 1, runMs: 1 };
const encode = (text: string) => new TextEncoder().encode(text);

export const finishedRun = (
  output: string | null,
  more: { printed?: string; exitCode?: number; errors?: string } = {}
) =>
  ({
    outcome: 'finished',
    exitCode: more.exitCode ?? 0,
    output: output === null ? null : encode(output),
    printed: encode(more.printed ?? ''),
    errorsTail: more.errors ?? '',
    resources: RESOURCES
  }) satisfies ProgramRun;

export const failedRun = (reason: 'budget' | 'crashed' | 'clock', printed = '') =>
  ({
    outcome: 'failed',
    reason,
    detail: 'it was ended',
    printed: encode(printed),
    errorsTail: '',
    resources: {}
  }) satisfies ProgramRun;

export interface ScriptedRunner extends ProgramRunner {
  /** What was run, in order. */
  asked: { program: Program; task: ProgramTask }[];
}

/**
 * @param readings by path; a Python file without one ends the interpreter that reads it
 * @param runs what the program does, one run after another, or with a seed; the last one again and again
 */
export function scriptedRunner(
  readings: Record<string, PythonReading>,
  runs: readonly (ProgramRun | ((seed: number) => ProgramRun))[]
): ScriptedRunner {
  const asked: ScriptedRunner['asked'] = [];
  let next = 0;
  return {
    asked,
    test: () => Promise.reject(new Error('A harness has no tests of rows here.')),
    run: (program, task, { signal } = {}) => {
      asked.push({ program, task });
      if (signal?.aborted) return Promise.resolve({ outcome: 'cancelled' });
      if (program.entry !== 'reader.py') {
        const run = runs[Math.min(next++, runs.length - 1)]!;
        return Promise.resolve(typeof run === 'function' ? run(task.seed) : run);
      }
      const paths = (task.arguments ?? []).slice(1);
      const end = paths.findIndex((path) => !readings[path.replace('package/', '')]);
      const lines = (end < 0 ? paths : paths.slice(0, end)).map(
        (path) => `${JSON.stringify({ ...readings[path.replace('package/', '')], path })}\n`
      );
      return Promise.resolve(
        end < 0 ? finishedRun(null, { printed: lines.join('') }) : failedRun('crashed', lines.join(''))
      );
    }
  };
}
