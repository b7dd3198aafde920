// A page that is reloaded in the middle of a training goes on from its last checkpoint and ends in the same bits.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECKPOINT_STEPS } from '../../src/lib/core/lift/measure-lift.ts';
import { SHORT_PARAMETERS_HASH, SHORT_PROTOCOL } from '../../src/lib/score/testing/toy.ts';
import { openBenchPage, type BenchPage } from '../bench/open-bench-page.ts';
import type { ReloadBench } from './testing/reload/page.ts';

declare const bench: ReloadBench;

let opened: BenchPage;
beforeAll(async () => {
  opened = await openBenchPage('tests/e2e/testing/reload/page.html');
});
afterAll(() => opened?.close());

test('a reload costs no more than the steps since the last checkpoint', { timeout: 240_000 }, async () => {
  const { page } = opened;
  await page.evaluate(() => void bench.score().catch(() => undefined));
  await page.waitForFunction(() => bench.steps.at(-1)! >= 18, undefined, { timeout: 200_000 });
  await page.reload();
  await page.waitForFunction(() => 'bench' in globalThis);
  const before = await page.evaluate(() => bench.lastHeard());
  const hash = await page.evaluate(() => bench.score());
  const first = (await page.evaluate(() => bench.steps[0]))!;
  // The worker goes on until the page is gone, so it may have passed a later checkpoint than the page heard of.
  expect(first).toBeGreaterThan(before - CHECKPOINT_STEPS);
  expect(((first - 1) % SHORT_PROTOCOL.steps) % CHECKPOINT_STEPS).toBe(0);
  expect(hash).toBe(SHORT_PARAMETERS_HASH);
});
