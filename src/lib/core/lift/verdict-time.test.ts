import { expect, test } from 'vitest';
import { createNodeWasmRuntime } from '../../score/node-wasm-runtime.ts';
import { TOY_PROTOCOL } from '../../score/testing/toy.ts';
import { readGguf } from '../gguf/read-gguf.ts';
import { tinyLlama } from '../llama/testing/tiny-llama.ts';
import { loraReference } from '../llama/lora-reference.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { measureLift } from './measure-lift.ts';
import { liftProtocolOf, type LiftProtocol } from './protocol.ts';
import { readRows, timeVerdict, trainingSteps } from './verdict-time.ts';

const LORA = { name: 'smollm2-135m', rank: 4, scale: 2, firstLayer: 1, context: 256, seed: 1 } as const;
const PROTOCOL: LiftProtocol = {
  ...TOY_PROTOCOL,
  batch: 2,
  steps: 3,
  trustedSteps: 2,
  benchmarkRows: 12,
  pairingRows: 8,
  relevance: { fullAt: 0.2, leastGain: 0.3 },
  pretrained: LORA
};
const reference = loraReference(readGguf(tinyLlama()), 'tiny', LORA);
const runtime = await createNodeWasmRuntime({ threads: 1 });

/** The reference with what is asked of it counted. */
function counted(): { reference: ReferenceModel; of: { steps: number; rows: number } } {
  const of = { steps: 0, rows: 0 };
  const open: ReferenceModel['open'] = async (...call) => {
    const model = await reference.open(...call);
    return {
      ...model,
      evaluator: {
        dispose: () => model.evaluator.dispose(),
        losses: (parameters, windows, afterBatch) => {
          of.rows += windows.length;
          return model.evaluator.losses(parameters, windows, afterBatch);
        }
      },
      async createTrainer(...settings) {
        const trainer = await model.createTrainer(...settings);
        const step = trainer.step.bind(trainer);
        trainer.step = (...given) => {
          of.steps++;
          return step(...given);
        };
        return trainer;
      }
    };
  };
  return { reference: { ...reference, open }, of };
}

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    line: from + index,
    input: `thing ${from + index}`,
    output: `it is ${['red', 'blue'][index % 2]}`
  }));

test.each([
  ['own inputs alone', { ownInputsOnly: true }],
  ['all inputs', {}],
  ['two seeds', { seeds: 2 }],
  ['without relevance', { relevance: undefined }]
] as const)('steps and rows of a verdict are those of a measurement: %s', async (_name, change) => {
  const protocol: LiftProtocol = { ...PROTOCOL, ...change };
  const { reference: watched, of } = counted();
  const seeds = [7, 8, 9].slice(0, protocol.seeds);
  const input = { reference: watched, protocol, seeds, examples: rows(1, 20), benchmarkExamples: rows(101, 20) };
  await measureLift(input, { runtime });
  expect(of).toEqual({ steps: trainingSteps(protocol), rows: readRows(protocol) });
});

test('a clock that says how long each run took is multiplied by what a verdict needs', async () => {
  let timeMs = 0;
  const stages: string[] = [];
  const found = await timeVerdict(
    { reference, protocol: PROTOCOL },
    { runtime, now: () => (timeMs += 100), onProgress: ({ stage }) => stages.push(stage) }
  );
  expect(found).toMatchObject({ msOpening: 100, msPerStep: 100, backend: 'wasm', threads: 1 });
  const { shortRows, longRows } = found.msPerVerdict;
  const training = 100 + 100 * trainingSteps(PROTOCOL);
  expect((longRows - training) / (shortRows - training)).toBeCloseTo(256 / 80, 6);
  expect([...new Set(stages)]).toEqual(['opening', 'training', 'reading']);
});

test('it can be stopped', async () => {
  const controller = new AbortController();
  const timing = timeVerdict(
    { reference, protocol: PROTOCOL },
    { runtime, now: () => 0, signal: controller.signal, onProgress: () => controller.abort() }
  );
  await expect(timing).rejects.toThrow('aborted');
});

test('of the tier with SmolLM2 one seed and two judges train', () => {
  expect(trainingSteps(liftProtocolOf({ reference: 'smollm2-135m' }))).toBe(40);
});
