import { beforeAll, describe, expect, test } from 'vitest';
import { shuffledIndices, seededRandom } from '../core/model/seeded-random.ts';
import { LIFT_PROTOCOL } from '../core/lift/protocol.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import type { Progress } from '../core/long-call.ts';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { preflightDataset, preflightWithout, type PreflightOptions } from './preflight-dataset.ts';
import { type Preflight } from '../ports/preflights.ts';
import type { PreflightState, PreflightStore } from './preflight-store.ts';
import { referenceFromDisk } from './reference-from-disk.ts';
import { readReferenceModel } from './reference-manifest.ts';
import type { LiftInput } from '../core/lift/lift-input.ts';
import { TOY_PROTOCOL, toyInput, toyReference } from './testing/toy.ts';

let runtime: ModelRuntime;
beforeAll(async () => {
  runtime = await createNativeRuntime({ threads: 2 });
});

function memoryPreflights(): PreflightStore & { kept: Map<string, PreflightState> } {
  const kept = new Map<string, PreflightState>();
  return {
    kept,
    load: async (key) => structuredClone(kept.get(key) ?? null),
    save: async (key, state) => void kept.set(key, structuredClone(state))
  };
}

const toyOptions = (more: Partial<PreflightOptions> = {}): PreflightOptions => ({
  runtime,
  reference: toyReference(),
  protocol: TOY_PROTOCOL,
  now: () => performance.now(),
  ...more
});

async function rehearse(input: LiftInput, options: PreflightOptions): Promise<Preflight> {
  const outcome = await preflightDataset(input, options);
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome;
}

describe('preflightDataset', () => {
  test('gives the result and the influence of every row, with one progress over both', async () => {
    const progress: Progress[] = [];
    const { result, influence } = await rehearse(
      toyInput([1]),
      toyOptions({ onProgress: (step) => progress.push(step) })
    );
    expect(result.evidence.measurement).not.toBeNull();
    expect(influence!.rows).toHaveLength(80);
    expect(new Set(influence!.rows.map(({ line }) => line)).size).toBe(80);
    expect(influence!.rows[0]!.influence).toBeLessThanOrEqual(influence!.rows.at(-1)!.influence);
    expect(influence!.rows[0]!.output).toMatch(/ of \d+$/);
    const done = progress.map((step) => step.done);
    expect(done).toEqual([...done].sort((left, right) => left - right));
    expect(progress.at(-1)).toMatchObject({ stage: 'influence', done: expect.closeTo(1000, 3), total: 1000 });
  });

  test('a failed gate ends it without training', async () => {
    const input = toyInput([1]);
    const small = { ...input, spec: { ...input.spec, rows: { min: 1, max: 5 } } };
    expect(await rehearse(small, toyOptions())).toMatchObject({ result: { score: 0 }, influence: null });
  });

  test('a stopped preflight goes on where it was and ends in the same numbers; a finished one is there at once', async () => {
    const whole = await rehearse(toyInput([1]), toyOptions());
    const preflights = memoryPreflights();
    const controller = new AbortController();
    const stopLate = ({ stage, done }: Progress) => stage === 'influence' && done > 850 && controller.abort();
    const stopped = await preflightDataset(
      toyInput([1]),
      toyOptions({ preflights, signal: controller.signal, onProgress: stopLate })
    );
    expect(stopped).toEqual({ cancelled: true });
    const stages: string[] = [];
    const resumed = await rehearse(
      toyInput([1]),
      toyOptions({ preflights, onProgress: ({ stage }) => stages.push(stage) })
    );
    expect(resumed.influence).toEqual(whole.influence);
    expect(resumed.result.evidence.measurement).toEqual(whole.result.evidence.measurement);
    expect(stages).not.toContain('training');
    const again: string[] = [];
    await rehearse(toyInput([1]), toyOptions({ preflights, onProgress: ({ stage }) => again.push(stage) }));
    expect(again).toEqual([]);
  });
});

describe('preflightWithout', () => {
  test('compares with the result that is known, and keeps line numbers', async () => {
    const preflights = memoryPreflights();
    const input = toyInput([1]);
    const { result } = await rehearse(input, toyOptions({ preflights }));
    const comparison = await preflightWithout(input, [7, 3], toyOptions({ preflights }));
    expect(comparison).toMatchObject({
      lines: [3, 7],
      before: { score: result.score },
      after: { evidence: { rows: 78 } }
    });
  });

  test('too few rows left is a failed gate, and so a lower score', async () => {
    const lines = Array.from({ length: 75 }, (_, index) => index + 1);
    const comparison = await preflightWithout(toyInput([1]), lines, toyOptions());
    expect(comparison).toMatchObject({ outcome: 'lowered', after: { score: 0 }, liftShareChange: null });
  });

  test('nothing to leave out is an error', async () => {
    await expect(preflightWithout(toyInput([1]), [], toyOptions())).rejects.toMatchObject({
      code: 'preflight/nothing-left-out'
    });
  });
});

describe('influence under the shipped model', { timeout: 300_000 }, () => {
  test('the worst fifth holds most of the shuffled rows, and leaving it out raises or keeps the score', async () => {
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
      runtime,
      reference: await readReferenceModel(referenceFromDisk),
      protocol: { ...LIFT_PROTOCOL, steps: 32, trustedSteps: 16 },
      now: () => performance.now(),
      preflights: memoryPreflights()
    };
    const { influence } = await rehearse(input, options);
    const worst = influence!.rows.slice(0, 24).map(({ line }) => line);
    const found = worst.filter((line) => shuffled.includes(line - 1)).length;
    expect(found).toBeGreaterThan(16);
    const comparison = await preflightWithout(input, worst, options);
    if ('cancelled' in comparison) throw new Error('The run was cancelled.');
    expect(['raised', 'kept']).toContain(comparison.outcome);
    expect(comparison.after.score).toBeGreaterThan(comparison.before.score);
  });
});
