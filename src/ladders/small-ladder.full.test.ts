// Part of `npm run test:full` only: it trains the shipped model a dozen times.
import { beforeAll, describe, expect, test } from 'vitest';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import type { ModelRuntime } from '#lib/core/model/model-runtime.ts';
import type { ReferenceModel } from '#lib/core/model/reference-model.ts';
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { readReferenceModel } from '#lib/score/reference-manifest.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { arithmetic } from './domains/arithmetic.ts';
import { dates } from './domains/dates.ts';
import { cellRows, drawRows, measureCell } from './measure-cell.ts';
import { rankCorrelation } from './rank-correlation.ts';

// `npm run ladders` climbs the whole ladders; here one domain, one draw and a third of the budget.
const PROTOCOL = { ...LIFT_PROTOCOL, seeds: 2, steps: 24, trustedSteps: 16, pairingRows: 128 };
const GRADES = [0, 0.5, 1];

describe('a small ladder on written-out dates', { timeout: 120_000 }, () => {
  let runtime: ModelRuntime;
  let reference: ReferenceModel;
  let clean: LiftResult;
  const { benchmark, submission } = drawRows(dates.rows(''), 0, { benchmarkRows: 100, submissionRows: 200 });
  const offDomain = arithmetic.rows('');

  const resultOn = (family: string, grade: number) => {
    const cell = { domain: dates.name, draw: 0, family, grade };
    const random = seededRandom(1);
    const rows = cellRows(cell, submission, { domain: dates, benchmark, offDomain, baseTexts: [], random });
    return measureCell(cell, dates, rows!, benchmark, { runtime, reference, protocol: PROTOCOL });
  };

  beforeAll(async () => {
    runtime = await createNativeRuntime({ threads: 1 });
    reference = await readReferenceModel(referenceFromDisk);
    clean = await resultOn('clean', 0);
  }, 60_000);

  test.each(['shuffled pairs', 'character noise', 'random characters'])(
    '%s: the more rows are spoilt, the lower the score',
    async (family) => {
      const results = [clean, await resultOn(family, 0.5), await resultOn(family, 1)];
      const scores = results.map(({ score }) => score);
      expect(rankCorrelation(GRADES, scores)).toBeLessThanOrEqual(-0.95);
      expect(results[1]!.interval95[1]).toBeLessThan(clean.interval95[0]);
      expect(scores[2]).toBeLessThan(scores[0]! / 2);
    }
  );

  test.each(['duplicates', 'empty outputs', 'off domain'])(
    '%s in half of the rows part from clean rows',
    async (family) => {
      const half = await resultOn(family, 0.5);
      expect(half.interval95[1]).toBeLessThan(clean.interval95[0]);
    }
  );

  test('a leaked benchmark is no way up', async () => {
    expect((await resultOn('leaked benchmark', 0.5)).score).toBe(0);
    expect((await resultOn('leaked benchmark', 1)).score).toBe(0);
  });
});
