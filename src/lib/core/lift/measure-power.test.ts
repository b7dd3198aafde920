import { beforeAll, describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { TOY_PROTOCOL, toyReference } from '../../score/testing/toy.ts';
import type { Example } from '../dataset/example.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { measureLift } from './measure-lift.ts';
import { measurePower } from './measure-power.ts';
import { powerCases } from './power-cases.ts';
import { isTold, powerAdvice, powerVerdict, type PowerCase, type PowerScore } from './power-report.ts';

const WORDS = ['kite', 'door', 'lamp', 'boat', 'coat', 'chair', 'flag', 'book', 'cup', 'stone'];

/** The output repeats the input's word and says how long it is. */
function lengths(count: number): Example[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, index) => {
    const word = WORDS[random.below(10)]! + WORDS[random.below(10)]!;
    return { line: index + 1, input: `${word} ${random.below(900)}`, output: `${word} has ${word.length} letters` };
  });
}

let runtime: ModelRuntime;
beforeAll(async () => {
  runtime = await createNativeRuntime({ threads: 1 });
});
const measure = (benchmarkExamples: Example[], more = {}) =>
  measurePower(
    {
      reference: toyReference(),
      protocol: { ...TOY_PROTOCOL, steps: 30, trustedSteps: 30 },
      benchmarkExamples,
      seeds: [1, 2],
      kind: 'text'
    },
    { runtime, now: () => performance.now(), ...more }
  );

describe('the power check', () => {
  test('half of a benchmark stands for a submission, clean and spoilt, and says what is told apart', async () => {
    const stages = new Set<string>();
    let last = 0;
    const report = await measure(lengths(120), {
      onProgress: ({ stage, done, total }: { stage: string; done: number; total: number }) => {
        stages.add(stage);
        expect(done).toBeGreaterThanOrEqual(last);
        expect(done).toBeLessThanOrEqual(total + 1e-9);
        last = done;
      }
    });
    expect(report.rows).toEqual({ submission: 60, benchmark: 60 });
    expect([...stages]).toEqual(['clean', ...report.cases.map(({ name }) => name)]);
    expect(report.clean.score).toBeGreaterThan(0);
    for (const one of report.cases) expect(one.isTold).toBe(isTold(report.clean, one, one.expected));
    expect(report.verdict).toBe(powerVerdict(report.clean, report.cases));
    expect(report.smallestDifference).toBeCloseTo(report.clean.interval95[1] - report.clean.interval95[0], 12);
    expect(report.msPerVerdict).toBeGreaterThan(0);
    expect(report.advice.length).toBeGreaterThan(0);
  }, 60_000);

  test('outputs that have nothing to do with their inputs are said to be unseen', async () => {
    const random = seededRandom(9);
    const noise = () => Array.from({ length: 24 }, () => String.fromCharCode(33 + random.below(94))).join('');
    const rows = Array.from({ length: 60 }, (_, index) => ({ line: index + 1, input: noise(), output: noise() }));
    const report = await measure(rows);
    expect(report.verdict).not.toBe('sees');
    expect(report.cases.find(({ name }) => name === 'all-shuffled')!.isTold).toBe(false);
  }, 60_000);

  test('judges that are kept from one measurement serve the next, bit for bit', async () => {
    const rows = lengths(80);
    const measureOn = (examples: Example[], judges?: Map<number, Float32Array>) =>
      measureLift(
        {
          reference: toyReference(),
          protocol: TOY_PROTOCOL,
          examples,
          benchmarkExamples: rows.slice(40),
          seeds: [1],
          kind: 'text'
        },
        { runtime, ...(judges && { judges }) }
      );
    const judges = new Map<number, Float32Array>();
    const [some, others] = [rows.slice(0, 20), rows.slice(20, 40)];
    expect(await measureOn(some, judges)).toEqual(await measureOn(some));
    expect(judges.size).toBe(2);
    expect(await measureOn(others, judges)).toEqual(await measureOn(others));
  }, 60_000);

  test('a benchmark too small to be cut in two is refused, and a cancel ends it', async () => {
    await expect(measure(lengths(39))).rejects.toMatchObject({ code: 'benchmark/too-few-rows' });
    await expect(measure(lengths(60), { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

test('cases are the same for the same rows, keep their number, and leave the clean rows as they were', () => {
  const rows = lengths(50);
  const before = structuredClone(rows);
  const cases = powerCases(rows, 'text');
  expect(rows).toEqual(before);
  expect(powerCases(rows, 'text')).toEqual(cases);
  for (const { examples } of cases) expect(examples.map(({ line }) => line)).toEqual(rows.map(({ line }) => line));
  const half = cases.find(({ name }) => name === 'half-shuffled')!.examples;
  expect(half.filter(({ output }, row) => output !== rows[row]!.output).length).toBeGreaterThan(15);
  const preference = powerCases(
    rows.map((row) => ({ ...row, rejected: 'no' })),
    'preference'
  );
  expect(preference[0]!.examples.filter(({ output }) => output === 'no')).toHaveLength(25);
});

describe('the verdict', () => {
  const score = (value: number, liftShare = 0.9): PowerScore => ({
    score: value,
    interval95: [value - 0.05, value + 0.05],
    liftShare,
    pairingShare: 1
  });
  const spoilt = (value: number): PowerCase => ({
    name: 'half-shuffled',
    what: 'half',
    expected: 'lower',
    ...score(value),
    isTold: isTold(score(0.8), score(value), 'lower')
  });

  test('sees what is parted, is dim where something is not, and blind where nothing is', () => {
    expect(powerVerdict(score(0.8), [spoilt(0.4), spoilt(0.6)])).toBe('sees');
    expect(powerVerdict(score(0.8), [spoilt(0.4), spoilt(0.78)])).toBe('dim');
    expect(powerVerdict(score(0.8), [spoilt(0.78)])).toBe('blind');
    expect(powerVerdict(score(0), [])).toBe('blind');
  });

  test('another form keeps its worth where the score falls no more than lift does', () => {
    expect(isTold(score(0.8), score(0.7), 'equal')).toBe(true);
    expect(isTold(score(0.8), score(0.3), 'equal')).toBe(false);
    expect(isTold(score(0.8), score(0.3, 0.4), 'equal')).toBe(true);
    expect(isTold(score(0), score(0), 'equal')).toBe(false);
  });

  test('names what is not told', () => {
    const cases = [spoilt(0.4), { ...spoilt(0.78), what: 'typos' }];
    expect(powerAdvice('dim', { clean: score(0.8), cases, smallestDifference: 0.1 }, true).join(' ')).toContain(
      'typos'
    );
  });
});
