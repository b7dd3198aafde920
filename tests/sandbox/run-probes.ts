// Runs the table of hostile programs in one place, and says for each what became of it.
import { DEFAULT_PROGRAM_LIMITS, type ProgramLimits } from '#lib/core/program/program-limits.ts';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import type { Program } from '#lib/core/program/program.ts';
import type { ProgramTask } from '#lib/core/program/program-runner.ts';
import type { EndingProbe, TriedProbe } from './probe.ts';
import { triedProbesProgram } from './tried-probes-program.ts';

/** A machine that does much else takes its time: only the probes of the clock are about it. */
export const PATIENT_MS = 300_000;

/** A runner, or what a test has in its place. */
interface RunsPrograms {
  run(program: Program, task: ProgramTask): Promise<ProgramRun>;
}

/** Runs the text of a program. */
export type RunText = (
  source: string,
  task?: Partial<Omit<ProgramTask, 'limits'>> & { limits?: Partial<ProgramLimits> }
) => Promise<ProgramRun>;

export const runText =
  (runner: RunsPrograms): RunText =>
  (source, { limits, ...task } = {}) =>
    runner.run(
      { language: 'python', entry: 'main.py', files: [{ path: 'main.py', bytes: new TextEncoder().encode(source) }] },
      { seed: 7, ...task, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: PATIENT_MS, ...limits } }
    );

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What each probe gave, by its name, and what it should have given: equal where all held. */
export async function tryProbes(
  run: RunText,
  probes: readonly TriedProbe[],
  port: number
): Promise<{ wrong: { name: string; gave: string | undefined }[] }> {
  const ended = await run(triedProbesProgram(probes, '127.0.0.1', port));
  if (ended.outcome === 'cancelled') throw new Error('The run was cancelled.');
  const lines = textOf(ended.printed).trim().split('\n');
  const gave = new Map(lines.map((line) => JSON.parse(line) as [string, string]));
  const wrong = probes
    .map(({ name, gives }) => ({ name, gives, gave: gave.get(name) }))
    .filter(({ gives, gave }) => gave === undefined || !gives.test(gave))
    .map(({ name, gave }) => ({ name, gave }));
  return { wrong };
}

/** How the run of a probe should end, as far as it says, beside how it did. */
export function compareEnd(probe: EndingProbe, ended: ProgramRun): { is: unknown; should: unknown } {
  const { ends } = probe;
  if ('reason' in ends) {
    const said = ended.outcome === 'failed' ? [ended.reason, ends.detail.test(ended.detail) || ended.detail] : ended;
    return { is: said, should: [ends.reason, true] };
  }
  return { is: ended.outcome === 'finished' ? ended.exitCode : ended, should: ends.exitCode };
}
