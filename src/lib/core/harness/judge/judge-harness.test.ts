import { describe, expect, test } from 'vitest';
import { DEFAULT_PROGRAM_LIMITS } from '../../program/program-limits.ts';
import type { ProgramRun } from '../../program/program-run.ts';
import { readHarnessPackage } from '../package/read-harness-package.ts';
import { plainReading } from '../testing/plain-reading.ts';
import { failedRun, finishedRun, scriptedRunner } from '../testing/scripted-runner.ts';
import { stockRows } from '../testing/stock-rows.ts';
import { earlierHarness } from './earlier-harness.ts';
import type { HarnessReport } from './harness-report.ts';
import { judgeHarness } from './judge-harness.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const packageOf = (files: Record<string, string> = { 'harness.py': 'main()' }) =>
  readHarnessPackage(Object.entries(files).map(([path, text]) => ({ path, bytes: encode(text) })));
const readings = { 'harness.py': plainReading('harness.py') };
const rows = stockRows(20);
/** Writes others for other seeds. */
const written = (seed: number) => finishedRun(seed === 7 ? rows : stockRows(20, 1000 + (seed % 10_000)));
const gatesOf = ({ gates }: HarnessReport) => Object.fromEntries(gates.map(({ name, pass }) => [name, pass]));

async function judge(
  runner: ReturnType<typeof scriptedRunner>,
  more: Partial<Parameters<typeof judgeHarness>[0]> = {}
) {
  const report = await judgeHarness({ package: packageOf(), seed: 7, ...more }, runner);
  if ('cancelled' in report) throw new Error('It was cancelled.');
  return report;
}

describe('a harness is judged', () => {
  test('from its files to its score, with the seed in the environment and in argv', async () => {
    const runner = scriptedRunner(readings, [written]);
    const report = await judge(runner);
    expect(gatesOf(report)).toEqual({ review: true, run: true, 'same-output': true, conversations: true });
    expect(report.score).toBeGreaterThan(0);
    expect(report.conversations).toBe(20);
    expect(report.outputHash).toMatch(/^[0-9a-f]{64}$/);
    expect(report.upstream?.score).toBeGreaterThan(0);
    expect(report.factors.map(({ name }) => name)).toContain('diversity');
    expect(runner.asked).toHaveLength(4);
    const { task } = runner.asked[1]!;
    expect([task.environment, task.arguments, task.seed]).toEqual([{ DATA_FABRICATION_SEED: '7' }, ['7'], 7]);
  });

  test('with another seed as well: the one that is given, else one that follows from the first', async () => {
    const seedsOf = async (more: { otherSeed?: number }) => {
      const runner = scriptedRunner(readings, [written]);
      const { otherRun, factors } = await judge(runner, more);
      expect(factors.find(({ name }) => name === 'renewal')!.value).toBe(1);
      expect(otherRun).toMatchObject({ conversations: 20, outputHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(otherRun!.seed).toBe(runner.asked.at(-1)!.task.seed);
      return runner.asked.slice(1).map(({ task: { seed } }) => seed);
    };
    expect(await seedsOf({ otherSeed: 8 })).toEqual([7, 7, 8]);
    const derived = await seedsOf({});
    expect(derived).toEqual([7, 7, 1_536_594_885]);
    expect(await seedsOf({ otherSeed: 7 })).toEqual(derived);
  });

  test('and scores 0 where it writes the same for every seed', async () => {
    const report = await judge(scriptedRunner(readings, [finishedRun(rows)]));
    expect(report.gates.every(({ pass }) => pass)).toBe(true);
    expect(report.factors.find(({ name }) => name === 'renewal')).toMatchObject({
      value: 0,
      examples: [{ value: 0 }, { value: 0 }, { value: 0 }]
    });
    expect([report.score, report.outputHash]).toEqual([0, report.otherRun!.outputHash]);
  });

  test('and scores 0 where the run with another seed fails, or writes something else or too little', async () => {
    const wanted = { min: 20, max: 20 };
    for (const [run, gate] of [
      [failedRun('clock'), 'run'],
      [finishedRun(rows, { exitCode: 1 }), 'run'],
      [finishedRun('{"messages": 1}\n'), 'conversations'],
      [finishedRun(stockRows(19)), 'conversation-count']
    ] as const) {
      const report = await judge(scriptedRunner(readings, [written, written, run]), { otherSeed: 8, wanted });
      expect([report.score, report.gates.at(-1)]).toMatchObject([
        0,
        { name: gate, pass: false, detail: expect.stringContaining('With another seed (8)') }
      ]);
    }
  });

  test('and says how long the longest of its runs took', async () => {
    const slow = (seed: number) => ({
      ...written(seed),
      resources: { ...written(seed).resources, runMs: seed === 7 ? 5 : 90 }
    });
    expect((await judge(scriptedRunner(readings, [slow]))).resources!.runMs).toBe(90);
  });

  test('takes what was printed where no file was written', async () => {
    const printing = (seed: number) => {
      const { output } = written(seed);
      return finishedRun(null, { printed: new TextDecoder().decode(output!) });
    };
    const printed = await judge(scriptedRunner(readings, [printing]));
    const filed = await judge(scriptedRunner(readings, [written]));
    expect(printed.outputHash).toBe(filed.outputHash);
    expect(printed.score).toBe(filed.score);
  });

  test('and never started where its review refuses it', async () => {
    const found = { pattern: 'os.system', severity: 'critical', line: 4, column: 7 } as const;
    const runner = scriptedRunner({ 'harness.py': plainReading('harness.py', { findings: [found] }) }, [
      finishedRun(rows)
    ]);
    const report = await judge(runner);
    expect(report.score).toBe(0);
    expect(gatesOf(report)).toEqual({ review: false });
    expect(report.review.reasons).toEqual(['harness.py:4:7: os.system (critical)']);
    expect(runner.asked).toHaveLength(1);
  });

  test('and scores 0 where two runs differ, with the lines', async () => {
    const other = rows.replace('stock-0', 'stock-x');
    const report = await judge(scriptedRunner(readings, [finishedRun(rows), finishedRun(other)]));
    expect([report.score, gatesOf(report)['same-output']]).toEqual([0, false]);
    expect(report.differentLines).toHaveLength(1);
    expect(report.differentLines[0]!.line).toBe(1);
    expect(report.differentLines[0]!.second).toContain('stock-x');
  });

  test('and scores 0 where it does not finish, ends with an error, or writes something else', async () => {
    for (const [run, gate] of [
      [failedRun('clock'), 'run'],
      [failedRun('crashed'), 'run'],
      [finishedRun(rows, { exitCode: 1, errors: 'ValueError: no' }), 'run'],
      [finishedRun('{"messages": 1}\n'), 'conversations'],
      [finishedRun('not JSON'), 'conversations'],
      [finishedRun(''), 'conversations']
    ] as const) {
      const report = await judge(scriptedRunner(readings, [run]));
      expect([report.score, gatesOf(report)[gate]]).toEqual([0, false]);
      expect(report.factors).toEqual([]);
    }
  });

  test('and files behind one that ends the interpreter are read all the same', async () => {
    const files = { 'a.py': '1', 'deep.py': '((((', 'harness.py': 'main()', 'z.py': '2' };
    const some = Object.fromEntries(['a.py', 'harness.py', 'z.py'].map((path) => [path, plainReading(path)]));
    const report = await judge(scriptedRunner(some, [written]), { package: packageOf(files) });
    expect(gatesOf(report)).toEqual({ review: false });
    expect(report.review.files.map(({ path, findings }) => [path, findings.map(({ pattern }) => pattern)])).toEqual([
      ['a.py', []],
      ['deep.py', ['unreadable']],
      ['harness.py', []],
      ['z.py', []]
    ]);
  });

  test('beside earlier ones: a copied program and copied rows are worth nothing', async () => {
    const nodes = Array.from({ length: 400 }, (_, at) => `Kind${(at * 7919) % 83}`);
    const same = { 'harness.py': plainReading('harness.py', { nodes }) };
    const own = await judge(scriptedRunner(same, [written]));
    const earlier = [{ name: '1', package: packageOf(), output: null }];
    const copied = await judge(scriptedRunner(same, [written]), { earlier });
    expect(own.score).toBeGreaterThan(0);
    expect(copied.similarity.programs).toEqual([{ name: '1', percent: 100, status: 'plagiarised', copied: 1 }]);
    expect(copied.score).toBe(0);
  });

  test('beside one that wrote the same rows, they are worth nothing; one that fails or writes something else has none', async () => {
    const task = { seed: 7, limits: DEFAULT_PROGRAM_LIMITS };
    const beside = async (run: ProgramRun) => {
      const other = await earlierHarness('1', packageOf(), scriptedRunner(readings, [run]), task);
      return (await judge(scriptedRunner(readings, [written]), { earlier: [other!] })).similarity.copiedRows;
    };
    expect(await beside(written(7))).toBe(1);
    for (const run of [failedRun('clock'), finishedRun('not JSON'), finishedRun(rows, { exitCode: 1 })])
      expect(await beside(run)).toBe(0);
    const cancelled = scriptedRunner(readings, [{ outcome: 'cancelled' }]);
    expect(await earlierHarness('1', packageOf(), cancelled, task)).toBeNull();
  });

  test('until it is cancelled', async () => {
    const runner = scriptedRunner(readings, [written]);
    const signal = AbortSignal.abort();
    expect(await judgeHarness({ package: packageOf(), seed: 7 }, runner, { signal })).toEqual({ cancelled: true });
  });
});
