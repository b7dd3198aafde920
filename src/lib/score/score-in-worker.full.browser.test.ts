// A browser that gives one thread only gives the same bits, more slowly.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { expect, test } from 'vitest';
import type { LiftResult } from '../core/lift/lift-evidence.ts';
import { createScorer } from './score-in-worker.ts';
import { SHORT_PARAMETERS_HASH, SHORT_PROTOCOL, toyTask } from './testing/toy.ts';

test('one thread gives the bits of several', async () => {
  const referenceUrl = new URL('/reference/', location.href).href;
  const scorer = createScorer({ workerUrl, referenceUrl, protocol: SHORT_PROTOCOL });
  const outcome = await scorer.measure(toyTask(), { backend: 'wasm', threads: 1 });
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  expect((outcome as LiftResult).evidence.measurement!.parametersHash).toBe(SHORT_PARAMETERS_HASH);
});
