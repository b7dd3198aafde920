// A scoring job small enough for tests: an untrained model of a few thousand weights and rows made by a rule.
import type { MeasureTask } from '../../core/mechanism/measure-task.ts';
import type { RowsBody, RowsSpec } from '../../core/request/rows-body.ts';
import { type LiftInput, liftTask } from '../../core/lift/lift-input.ts';
import { elementCount } from '../../core/graph/graph.ts';
import type { ReferenceModel } from '../../core/model/reference-model.ts';
import { transformerReference } from '../../core/model/transformer-reference.ts';
import { parameterLayout, type ModelShape } from '../../core/model/model-shape.ts';
import { packBatch } from '../../core/model/pack-batch.ts';
import { LIFT_PROTOCOL, type LiftProtocol } from '../../core/lift/protocol.ts';
import { seededRandom } from '../../core/model/seeded-random.ts';
import { FIRST_MERGED_TOKEN } from '../../core/tokenizer/token-ids.ts';
import { Tokenizer } from '../../core/tokenizer/tokenizer.ts';

export const TOY_SHAPE: ModelShape = {
  vocabularySize: FIRST_MERGED_TOKEN,
  width: 16,
  layers: 2,
  heads: 2,
  context: 64
};

export const TOY_PROTOCOL: LiftProtocol = {
  ...LIFT_PROTOCOL,
  version: 'assay-lift/toy',
  steps: 24,
  trustedSteps: 8,
  batch: 4,
  learningRate: 1e-2,
  windowOutputTokens: 40,
  windowOverlapTokens: 8
};

/** The real model for so few steps that a test can wait for them; past one checkpoint, so that it can be interrupted. */
export const SHORT_PROTOCOL: LiftProtocol = {
  ...LIFT_PROTOCOL,
  version: 'assay-lift/short',
  steps: 20,
  trustedSteps: 4
};

/** What the toy and the short run give on WebAssembly, bit by bit: in Node, in every browser, with any number of threads. */
export const TOY_PARAMETERS_HASH = '1450423b4cdeb4d03408fe6f6014c153c3da755577d2fe82c031d5c223dad17f';
export const SHORT_PARAMETERS_HASH = '476d6cd9a9e5ad9490758af5a7c84557036f16813ffbe80878e58c623dced5e7';

export function toyReference(): ReferenceModel {
  const random = seededRandom(1);
  const numbers = parameterLayout(TOY_SHAPE).flatMap(({ shape, initialisation }) =>
    Array.from({ length: elementCount(shape) }, () =>
      'constant' in initialisation ? initialisation.constant : random.normal() * initialisation.normal
    )
  );
  return transformerReference({
    cid: 'toy',
    shape: TOY_SHAPE,
    parameters: Float32Array.from(numbers),
    tokenizer: new Tokenizer([])
  });
}

export const TOY_SPEC: RowsSpec = {
  format: 'assay/request/1',
  mechanism: 'lift',
  title: 'Colours of things',
  kind: 'text',
  domain: 'colours',
  description: 'Which colour a numbered thing has.',
  schema: {
    type: 'object',
    required: ['input', 'output'],
    properties: { input: { type: 'string' }, output: { type: 'string' } },
    additionalProperties: false
  },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 10, max: 1000 },
  maxBytes: 1_000_000,
  license: 'CC0-1.0',
  constraints: []
};

const THINGS = ['kite', 'door', 'lamp', 'boat', 'coat', 'chair', 'flag', 'book', 'cup', 'stone'];
const COLOURS = ['red', 'green', 'blue', 'white', 'black', 'yellow', 'brown', 'grey', 'pink', 'violet'];

function rows(first: number, count: number): Uint8Array {
  const lines = Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const thing = THINGS[number % 10]!;
    const colour = COLOURS[Math.floor(number / 10) % 10]!;
    return JSON.stringify({ input: `${thing} ${number * 7919}`, output: `${colour} ${thing} of ${number * 104_729}` });
  });
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

export function toyInput(seeds: number[] = [1, 2]): LiftInput {
  return { spec: TOY_SPEC, data: rows(0, 80), benchmark: rows(500, 24), seeds };
}

/** The toy's input as a submission to measure. */
export const toyTask = (seeds?: number[]): MeasureTask<RowsBody> => liftTask(toyInput(seeds));

/** For backends that are slow. */
export function smallToyInput(): LiftInput {
  return { spec: TOY_SPEC, data: rows(0, 24), benchmark: rows(500, 10), seeds: [1] };
}

/** One batch of the toy's shape. */
export const TOY_BATCH = packBatch(
  [0, 1, 2].map((row) => ({ tokens: Array.from({ length: 50 }, (_, at) => (at * 7 + row) % 250), scoredFrom: 20 })),
  [0, 1, 2],
  TOY_PROTOCOL.batch,
  TOY_SHAPE
);
