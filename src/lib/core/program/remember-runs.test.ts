import { expect, test } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from './program-limits.ts';
import type { Program } from './program.ts';
import type { ProgramRun } from './program-run.ts';
import type { ProgramRunner, ProgramTask } from './program-runner.ts';
import { rememberRuns } from './remember-runs.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const programOf = (text: string): Program => ({
  language: 'python',
  entry: 'a.py',
  files: [{ path: 'a.py', bytes: bytes(text) }]
});
const task: ProgramTask = { seed: 1, limits: DEFAULT_PROGRAM_LIMITS, reuse: true };

function counting(outcome: (program: Program) => ProgramRun): ProgramRunner & { runs: number } {
  return {
    runs: 0,
    test: async ({ cases }) => ({ outcome: 'tested', outcomes: cases.map(() => ({ passed: true })) }),
    async run(program) {
      this.runs++;
      return outcome(program);
    }
  };
}

const ended = (output: string, reason: 'budget' | 'clock' = 'budget'): ProgramRun => ({
  outcome: 'failed',
  reason,
  detail: '',
  printed: bytes(output),
  errorsTail: '',
  resources: {}
});

test('the very same run is done once, and any other again', async () => {
  const runner = counting(() => ended('x'));
  const remembering = rememberRuns(runner);
  const [program, other] = [programOf('1'), programOf('2')];
  await remembering.run(program, task);
  expect(await remembering.run(program, task)).toEqual(ended('x'));
  expect(runner.runs).toBe(1);
  const differing: [Program, ProgramTask][] = [
    [other, task],
    [{ ...program, entry: 'b.py' }, task],
    [program, { ...task, seed: 2 }],
    [program, { ...task, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: 1 } }],
    [program, { ...task, files: [{ path: 'a', bytes: bytes('') }] }],
    [program, { ...task, arguments: ['1'] }],
    [program, { ...task, environment: { A: '1' } }]
  ];
  for (const call of differing) await remembering.run(...call);
  expect(runner.runs).toBe(1 + differing.length);
});

test('a run that must be made is made, and a cancelled one is not kept', async () => {
  const runner = counting(() => ended('x'));
  const remembering = rememberRuns(runner);
  for (const _ of [0, 1]) await remembering.run(programOf('1'), { ...task, reuse: false });
  expect(runner.runs).toBe(2);

  const cancelling = counting(() => ({ outcome: 'cancelled' }));
  for (const _ of [0, 1]) await rememberRuns(cancelling).run(programOf('1'), task);
  expect(cancelling.runs).toBe(2);
  await remembering.run(programOf('1'), task);
  expect(await remembering.run(programOf('1'), task, { signal: AbortSignal.abort() })).toEqual({
    outcome: 'cancelled'
  });
});

test('the oldest go when there is no room', async () => {
  const runner = counting(() => ended('12345'));
  const remembering = rememberRuns(runner, 10);
  for (const text of ['1', '2', '3']) await remembering.run(programOf(text), task);
  await remembering.run(programOf('3'), task);
  expect(runner.runs).toBe(3);
  await remembering.run(programOf('1'), task);
  expect(runner.runs).toBe(4);
});

test('a program that the clock ended is not tried with another seed', async () => {
  const runner = counting(() => ended('', 'clock'));
  const remembering = rememberRuns(runner);
  for (const seed of [1, 2, 3]) await remembering.run(programOf('1'), { ...task, seed, arguments: [String(seed)] });
  expect(runner.runs).toBe(1);
  await remembering.run(programOf('1'), { ...task, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: 1 } });
  await remembering.run(programOf('1'), { ...task, reuse: false });
  expect(runner.runs).toBe(3);
});

test('a reader that one package keeps busy for ever reads the next one', async () => {
  const [endless, harmless] = [[{ path: 'a.py', bytes: bytes('endless') }], [{ path: 'a.py', bytes: bytes('1') }]];
  let runs = 0;
  const remembering = rememberRuns({
    ...counting(() => ended('x')),
    run: async (_, { files }) => {
      runs++;
      return ended('x', files === endless ? 'clock' : 'budget');
    }
  });
  const reader = programOf('a reader of files');
  const read = (files: ProgramTask['files'], seed = 1) => remembering.run(reader, { ...task, seed, files });
  expect(await read(endless)).toMatchObject({ reason: 'clock' });
  expect(await read(harmless)).toMatchObject({ reason: 'budget' });
  // The same input is waited for once, whatever the seed.
  expect(await read(endless, 2)).toMatchObject({ reason: 'clock' });
  expect(runs).toBe(2);
});
