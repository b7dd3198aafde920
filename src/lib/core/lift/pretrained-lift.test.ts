// A request's second tier on a Llama small enough for tests: the same measurement, by adapters.
import { describe, expect, test } from 'vitest';
import { createNativeRuntime } from '../../score/native-runtime.ts';
import { createNodeWasmRuntime } from '../../score/node-wasm-runtime.ts';
import { TOY_PROTOCOL } from '../../score/testing/toy.ts';
import type { Example } from '../dataset/example.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { tinyLlama } from '../llama/testing/tiny-llama.ts';
import { loraReference } from '../llama/lora-reference.ts';
import type { ModelRuntime } from '../model/model-runtime.ts';
import { LIFT_TOLERANCE } from './compare-lift-results.ts';
import { liftScore } from './lift-score.ts';
import { measureLift, type MeasurementCheckpoint } from './measure-lift.ts';
import type { RowKind } from './objective-of.ts';
import { LIFT_PROTOCOL, liftProtocolOf, seedsUsed, type LiftProtocol } from './protocol.ts';

const LORA = { name: 'smollm2-135m', rank: 4, scale: 2, firstLayer: 1, context: 96, seed: 1 } as const;
const PROTOCOL: LiftProtocol = {
  ...TOY_PROTOCOL,
  batch: 2,
  steps: 20,
  trustedSteps: 6,
  benchmarkRows: 24,
  pairingRows: 24,
  learningRate: 2e-2,
  pretrained: LORA
};
const reference = loraReference(readGguf(tinyLlama()), 'tiny', LORA);
const COLOURS = ['red', 'green', 'blue', 'grey'];
const row = (line: number): Example => ({
  line,
  input: `thing ${line} ${COLOURS[line % 4]}`,
  output: `it is ${COLOURS[line % 4]}`,
  rejected: `it is ${COLOURS[(line + 1) % 4]}`
});
const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => row(from + index));

const runtime = await createNodeWasmRuntime({ threads: 1 });

const measure = (kind: RowKind = 'text', options: { stopAt?: MeasurementCheckpoint[]; on?: ModelRuntime } = {}) =>
  measureLift(
    { reference, protocol: PROTOCOL, examples: rows(1, 60), benchmarkExamples: rows(101, 40), seeds: [7], kind },
    {
      runtime: options.on ?? runtime,
      ...(options.stopAt && {
        checkpoint: options.stopAt[0] ?? null,
        onCheckpoint: async (checkpoint) => void (options.stopAt![0] = structuredClone(checkpoint))
      })
    }
  );

describe('lift by adapters', () => {
  test('is found where rows teach the benchmark', async () => {
    const { lift, rowPairing } = await measure();
    expect(lift.ci95[0]).toBeGreaterThan(0);
    expect(rowPairing.rows).toHaveLength(24);
  });

  test('goes on from what a stopped run left, with the same bits', async () => {
    const whole = await measure();
    const kept: MeasurementCheckpoint[] = [];
    await measure('text', { stopAt: kept });
    const [last] = kept;
    const cut: MeasurementCheckpoint = {
      ...last!,
      trusted: last!.trusted.slice(0, 1),
      seeds: [{ losses: [], snapshot: null, finished: null }]
    };
    expect(await measure('text', { stopAt: [cut] })).toEqual(whole);
  });

  test('is the same on native kernels within the tolerance of a comparison', async () => {
    const [wasm, native] = [await measure(), await measure('text', { on: await createNativeRuntime({ threads: 1 }) })];
    expect(native.parametersHash).not.toBe(wasm.parametersHash);
    expect(Math.abs(native.liftShare.value - wasm.liftShare.value)).toBeLessThan(LIFT_TOLERANCE);
    const scores = [wasm, native].map((measurement) => liftScore(measurement, 1).score);
    expect(Math.abs(scores[0]! - scores[1]!)).toBeLessThan(LIFT_TOLERANCE);
  });

  test('measures preferences as well', async () => {
    const { unit, perSeed } = await measure('preference');
    expect(unit).toBe('pair');
    expect(perSeed[0]!.losses).toHaveLength(PROTOCOL.steps);
  });
});

test('a request chooses the model that scores it', () => {
  expect(liftProtocolOf({})).toBe(LIFT_PROTOCOL);
  const second = liftProtocolOf({ reference: 'smollm2-135m' });
  expect(second).toMatchObject({ version: LIFT_PROTOCOL.version, pretrained: { name: 'smollm2-135m' } });
  expect(seedsUsed([1, 2, 3], second)).toEqual([1]);
  expect(seedsUsed([1, 2, 3, 4], LIFT_PROTOCOL)).toEqual([1, 2, 3, 4]);
});
