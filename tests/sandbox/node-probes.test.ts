// Hostile programs in a child process of Node, and what a few walls stop there alone.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { ENDING_PROBES } from './ending-probes.ts';
import { TRIED_PROBES } from './tried-probes.ts';
import { compareEnd, PATIENT_MS, runText, textOf, tryProbes } from './run-probes.ts';
import { WitnessServer } from './witness-server.ts';

// Other files run in the same process, with their own.
vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

/** One of each kind of end; the others are in the full tests. */
const EVERY_TIME = ['select', 'a script by its address', 'a loop without end', 'standard output'];

const run = runText(nodeRunner());
let witness: WitnessServer;
beforeAll(async () => (witness = await WitnessServer.start()));
afterAll(() => witness.stop());

describe('in Node', () => {
  test('a program gives its output, what it prints and its exit code', async () => {
    const ended = await run(
      'import os, sys\nopen("out/dataset.jsonl", "w").write("{}\\n")\nprint(sys.argv, os.environ["SEED"], open("in/a.txt").read())\nsys.exit(3)',
      { arguments: ['7'], environment: { SEED: '7' }, files: [{ path: 'in/a.txt', bytes: Uint8Array.of(97) }] }
    );
    expect(ended).toMatchObject({ outcome: 'finished', exitCode: 3, errorsTail: '' });
    if (ended.outcome !== 'finished') return;
    expect(textOf(ended.output!)).toBe('{}\n');
    expect(textOf(ended.printed)).toBe("['main.py', '7'] 7 a\n");
  });

  test('a program imports its own modules, those that it writes too', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const ended = await run(
      'from goods import ALL\nfrom parts.one import NAME\nopen("late.py", "w").write("WORD = 3")\nimport importlib\nimportlib.invalidate_caches()\nimport late\nprint(ALL, NAME, late.WORD)',
      {
        files: [
          { path: 'goods.py', bytes: bytes('ALL = 1') },
          { path: 'parts/__init__.py', bytes: bytes('') },
          { path: 'parts/one.py', bytes: bytes('NAME = 2') }
        ]
      }
    );
    expect(ended).toMatchObject({ outcome: 'finished', exitCode: 0, errorsTail: '' });
    expect(textOf((ended as { printed: Uint8Array }).printed)).toBe('1 2 3\n');
  });

  test('an exception is told with its place, and only the program’s', async () => {
    const ended = await run('def f():\n    raise ValueError("no")\n\nf()');
    expect(ended).toMatchObject({ outcome: 'finished', exitCode: 1 });
    expect((ended as { errorsTail: string }).errorsTail).toMatch(
      /^Traceback[^]*File "\/box\/main\.py", line 4, in <module>[^]*ValueError: no\n$/
    );
  });

  test(`${TRIED_PROBES.length} probes come to nothing, and nobody hears of them`, async () => {
    expect(await tryProbes(run, TRIED_PROBES, witness.port)).toEqual({ wrong: [] });
    expect(witness.heard).toEqual([]);
  });

  test.each(ENDING_PROBES.filter(({ name }) => EVERY_TIME.includes(name)))('a run is ended: $name', async (probe) => {
    const { is, should } = compareEnd(probe, await run(probe.code, { limits: probe.limits }));
    expect(is).toEqual(should);
  });

  test('what is no program is told, and nothing is started', async () => {
    const ended = await nodeRunner('/nowhere').run(
      { language: 'python', entry: '../main.py', files: [] },
      { seed: 1, limits: { memoryBytes: 0, wallMs: 0, outputBytes: 0, printedBytes: 0, fileBytes: 0, fileCount: 0 } }
    );
    expect(ended).toMatchObject({ outcome: 'failed', reason: 'unusable' });
  });

  test('an interpreter that does not start is this machine’s error', async () => {
    await expect(runText(nodeRunner('/nowhere'))('print(1)')).rejects.toMatchObject({ code: 'sandbox/unavailable' });
  });
});
