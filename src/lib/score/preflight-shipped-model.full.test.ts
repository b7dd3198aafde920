// Part of `npm run test:full` only: it trains the shipped model twice, and what it asserts holds for no smaller one.
import { expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { LIFT_PROTOCOL } from '../core/lift/protocol.ts';
import type { LiftInput } from '../core/lift/lift-input.ts';
import { seededRandom, shuffledIndices } from '../core/model/seeded-random.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { preflightWithout, type PreflightOptions } from './preflight-dataset.ts';
import { referenceFromDisk } from './reference-from-disk.ts';
import { readReferenceModel } from './reference-manifest.ts';
import { memoryPreflights, runPreflight } from './testing/run-preflight.ts';

test(
  'influence under the shipped model: the worst fifth holds most of the shuffled rows, and leaving it out raises or keeps the score',
  { timeout: 300_000 },
  async () => {
    const all = wordProblems(170, 3);
    const rows = all.slice(0, 120);
    const shuffled = shuffledIndices(rows.length, seededRandom(9)).slice(0, 24);
    const spoilt = [...rows];
    shuffled.forEach(
      (at, place) => (spoilt[at] = { ...rows[at]!, output: rows[shuffled[(place + 1) % shuffled.length]!]!.output })
    );
    const input: LiftInput = {
      spec: { ...WORD_PROBLEM_REQUEST, rows: { min: 10, max: 1000 } },
      data: toJsonl(spoilt),
      benchmark: toJsonl(all.slice(120)),
      seeds: [1]
    };
    const options: PreflightOptions = {
      runtime: await createNativeRuntime({ threads: 2 }),
      reference: await readReferenceModel(referenceFromDisk),
      protocol: { ...LIFT_PROTOCOL, steps: 32, trustedSteps: 16 },
      now: () => performance.now(),
      preflights: memoryPreflights()
    };
    const { influence } = await runPreflight(input, options);
    const worst = influence!.rows.slice(0, 24).map(({ line }) => line);
    const found = worst.filter((line) => shuffled.includes(line - 1)).length;
    expect(found).toBeGreaterThan(16);
    const comparison = await preflightWithout(input, worst, options);
    if ('cancelled' in comparison) throw new Error('The run was cancelled.');
    expect(['raised', 'kept']).toContain(comparison.outcome);
    expect(comparison.after.score).toBeGreaterThan(comparison.before.score);
  }
);
