// JavaScript programs that end their runs, and rows that take their engine with them, in a child process of Node.
import { afterAll, expect, test, vi } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from '#lib/core/program/program-limits.ts';
import { DEFAULT_TEST_LIMITS } from '#lib/core/program/test-limits.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { JAVASCRIPT_CASES, JAVASCRIPT_FINGERPRINT } from './javascript-cases.ts';
import { JAVASCRIPT_ENDINGS } from './javascript-probes.ts';
import { compareRows } from './run-javascript.ts';
import { PATIENT_MS } from './run-probes.ts';

vi.setConfig({ testTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

const runner = nodeRunner();

test.each(JAVASCRIPT_ENDINGS)('a run is ended: $name', async ({ code, limits, ends }) => {
  const bytes = new TextEncoder().encode(code);
  const run = await runner.run(
    { language: 'javascript', entry: 'main.js', files: [{ path: 'main.js', bytes }] },
    { seed: 7, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: PATIENT_MS, ...limits } }
  );
  if ('reason' in ends) expect(run).toMatchObject({ outcome: 'failed', reason: ends.reason });
  else expect(run).toMatchObject({ exitCode: ends.exitCode, errorsTail: expect.stringMatching(ends.errors ?? /./) });
});

test('a program reads its input, imports its own files, writes rows and prints', async () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const run = await runner.run(
    {
      language: 'javascript',
      entry: 'src/main.js',
      files: [
        {
          path: 'src/main.js',
          bytes: encode(
            `import { twice } from '../lib/twice.js';
program.write(JSON.stringify({ value: twice(program.read('in.txt')) }) + '\\n');
console.log(program.seed, program.arguments, program.environment.WORD);`
          )
        },
        { path: 'lib/twice.js', bytes: encode('export const twice = (text) => text + text;') }
      ]
    },
    {
      seed: 7,
      limits: DEFAULT_PROGRAM_LIMITS,
      files: [{ path: 'in.txt', bytes: encode('ä') }],
      arguments: ['a'],
      environment: { WORD: 'x' }
    }
  );
  if (run.outcome !== 'finished') throw new Error(JSON.stringify(run));
  expect([run.exitCode, run.errorsTail]).toEqual([0, '']);
  expect(new TextDecoder().decode(run.output!)).toBe('{"value":"ää"}\n');
  expect(new TextDecoder().decode(run.printed)).toBe('7 ["a"] x\n');
});

test(`${JAVASCRIPT_CASES.length} rows pass and fail as they should, and leave nothing behind`, async () => {
  const cases = [JAVASCRIPT_FINGERPRINT, ...JAVASCRIPT_CASES.flatMap((row) => [row, JAVASCRIPT_FINGERPRINT])];
  const run = await runner.test({
    language: 'javascript',
    cases: cases.map(({ parts }) => ({ parts })),
    limits: { ...DEFAULT_TEST_LIMITS, steps: 1_000_000, wallMs: PATIENT_MS }
  });
  const { is, should } = compareRows(run, JAVASCRIPT_CASES);
  expect(is).toEqual(should);
});
