// What is malformed never scores, and rows that are worth nothing never help: on runs that train for real, of a toy model.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../core/error/app-error.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { scoreDataset } from '../core/lift/score-dataset.ts';
import { TOY_PROTOCOL, toyInput, toyReference } from './testing/toy.ts';

const clean = toyInput([1]);
const lines = new TextDecoder().decode(clean.data).trim().split('\n');
const encode = (rows: string[]) => new TextEncoder().encode(rows.join('\n'));

let runtime: ModelRuntime;
let cleanVerdict: LiftResult;
beforeAll(async () => {
  runtime = await createNativeRuntime({ threads: 1 });
  cleanVerdict = await verdictOn(clean.data);
});

async function verdictOn(data: Uint8Array): Promise<LiftResult> {
  const options = { runtime, reference: toyReference(), protocol: TOY_PROTOCOL, now: () => performance.now() };
  const outcome = await scoreDataset({ ...clean, data }, options);
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome;
}

test('clean rows score above 0 here, so that the tests below say something', () => {
  expect(cleanVerdict.score).toBeGreaterThan(0.05);
});

describe('malformed input', () => {
  /** Each makes any row of the toy's one that no reader or schema may take. */
  const SPOIL: ((line: string) => string)[] = [
    (line) => line.slice(0, -1),
    (line) => line.slice(1),
    (line) => line.replace(':', ''),
    (line) => line.replace('{', '{"input":"again",'),
    (line) => line.replace('}', ',"output":NaN}'),
    (line) => line.replace('}', ',"id":9007199254740993}'),
    (line) => line.replace('}', ',"id":1}'),
    (line) => line.replace('"}', '\\ud800"}'),
    (line) => line.replace('"}', '\u0000"}'),
    (line) => line.replace(/"output":"[^"]*"/, '"output":7'),
    (line) => line.replace(/,"output":"[^"]*"/, ''),
    (line) => `[${line}]`,
    (line) => `${line}${line}`,
    (line) => line.replaceAll('"', "'"),
    (line) => `${'['.repeat(50)}${line}${']'.repeat(50)}`
  ];

  test('never scores above 0, wherever in the file it stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SPOIL), fc.nat(lines.length - 1), async (spoil, at) => {
        const outcome = await verdictOn(encode(lines.with(at, spoil(lines[at]!)))).catch((thrown: unknown) => thrown);
        if (outcome instanceof AppError) expect(outcome.details.line).toBe(at + 1);
        else expect(outcome).toMatchObject({ score: 0, evidence: { measurement: null } });
      }),
      { numRuns: 60, examples: SPOIL.map((spoil, index): [typeof spoil, number] => [spoil, index]) }
    );
  });
});

describe('rows that are worth nothing', () => {
  test.each<[string, string[]]>([
    ['the same rows again', lines.slice(0, 40)],
    ['rows without output', lines.slice(0, 30).map((line) => line.replace(/"output":"[^"]*"/, '"output":" "'))],
    ['filler', lines.slice(0, 30).map((line) => line.replace(/"output":"[^"]*"/, '"output":"TODO"'))],
    ['rows of the benchmark', new TextDecoder().decode(clean.benchmark).trim().split('\n').slice(0, 2)],
    [
      'noise',
      Array.from({ length: 20 }, (_, index) =>
        JSON.stringify({
          input: `q${index * 37}`,
          output: `${(index * 7919).toString(36)}zx${(index * 104_729).toString(36)}`
        })
      )
    ]
  ])('%s never raise a score beyond its interval', async (_, rows) => {
    const { score, evidence } = await verdictOn(encode([...lines, ...rows]));
    expect(score).toBeLessThanOrEqual(cleanVerdict.interval95[1]);
    expect(evidence.countedShare).toBeLessThanOrEqual(1);
  });

  test('what is left out is not trained on: the same parameters come out, and the share is taken off the score', async () => {
    const empty = lines.slice(0, 20).map((line) => line.replace(/"output":"[^"]*"/, '"output":""'));
    const verdict = await verdictOn(encode([...lines, ...empty]));
    expect(verdict.evidence.measurement!.parametersHash).toBe(cleanVerdict.evidence.measurement!.parametersHash);
    expect(verdict.evidence.countedShare).toBe(0.8);
    expect(verdict.score).toBeCloseTo(cleanVerdict.score * 0.8, 9);
  });
});
