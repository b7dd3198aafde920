// Part of `npm run test:full` only: it trains the shipped model some fifteen times.
import { expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { readReferenceModel } from '../../score/reference-manifest.ts';
import { referenceFromDisk } from '../../score/reference-from-disk.ts';
import { wordProblems } from '../demo/word-problems.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { measurePower } from './measure-power.ts';
import { LIFT_PROTOCOL } from './protocol.ts';

test('the shipped model sees shuffled word problems, and is not said to see noise', { timeout: 900_000 }, async () => {
  const runtime = await createNativeRuntime({ threads: 2 });
  const reference = await readReferenceModel(referenceFromDisk);
  const measure = (rows: { input: string; output: string }[]) =>
    measurePower(
      {
        reference,
        protocol: LIFT_PROTOCOL,
        benchmarkExamples: rows.map((row, index) => ({ line: index + 1, ...row })),
        seeds: [1, 2, 3],
        kind: 'text'
      },
      { runtime, now: () => performance.now() }
    );
  const seen = await measure(wordProblems(160, 11));
  const told = (name: string) => seen.cases.find((one) => one.name === name)!.isTold;
  expect([told('half-shuffled'), told('all-shuffled'), told('mistyped')]).toEqual([true, true, true]);
  const random = seededRandom(9);
  const noise = () => Array.from({ length: 40 }, () => String.fromCharCode(33 + random.below(94))).join('');
  expect((await measure(Array.from({ length: 80 }, () => ({ input: noise(), output: noise() })))).verdict).not.toBe(
    'sees'
  );
});
