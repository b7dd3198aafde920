// Pretrains the reference model and writes static/reference. See docs/lift.md for the recipe that made the shipped one.
// node src/pretrain/main.ts --packages DIR --work DIR [--steady-steps N --decay-steps N] [--resume] [--publish DIR]
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { elementCount } from '../lib/core/graph/graph.ts';
import { createEvaluator } from '#lib/core/model/transformer-costs.ts';
import { learnBytePairs } from '#lib/core/tokenizer/learn-byte-pairs.ts';
import { parameterLayout } from '#lib/core/model/model-shape.ts';
import { packBatch, placeWindows, windowLength, type TokenWindow } from '#lib/core/model/pack-batch.ts';
import { REFERENCE_SHAPE } from '#lib/core/model/reference-shape.ts';
import { seededRandom, type SeededRandom } from '#lib/core/model/seeded-random.ts';
import { FIRST_MERGED_TOKEN, type BytePair } from '#lib/core/tokenizer/token-ids.ts';
import { Tokenizer } from '#lib/core/tokenizer/tokenizer.ts';
import { createTrainer, type TrainingSnapshot } from '#lib/core/model/trainer.ts';
import { createNativeRuntime } from '../lib/score/native-runtime.ts';
import { documentWindows } from './token-windows.ts';
import { readSources, type Document } from './read-sources.ts';
import { PRETRAINING } from './settings.ts';
import { writeReference } from './write-reference.ts';
import type { TextKind } from './sources.ts';

const { values: options } = parseArgs({
  options: {
    packages: { type: 'string' },
    work: { type: 'string' },
    'steady-steps': { type: 'string', default: '1000000' },
    'decay-steps': { type: 'string', default: '0' },
    resume: { type: 'boolean', default: false },
    publish: { type: 'string' }
  }
});
if (!options.packages || !options.work) throw new Error('Usage: node src/pretrain/main.ts --packages DIR --work DIR');
const work = options.work;
mkdirSync(work, { recursive: true });

type WindowsByKind = Record<TextKind, TokenWindow[]>;
const KINDS = Object.keys(PRETRAINING.mixture) as TextKind[];

const documents = readSources(options.packages);
const isHeldOut = (_: Document, index: number) => index % PRETRAINING.heldOutEvery === 0;
const training = documents.filter((document, index) => !isHeldOut(document, index));
const merges = learnOrLoadMerges();
const tokenizer = new Tokenizer(merges);
const trainingWindows = windowsByKind(training);
const heldOutWindows = windowsByKind(documents.filter(isHeldOut));
for (const kind of KINDS)
  console.error(
    kind,
    trainingWindows[kind].reduce((sum, window) => sum + windowLength(window), 0),
    'tokens'
  );

const runtime = await createNativeRuntime({ threads: 2 });
const trainer = await createTrainer(runtime, REFERENCE_SHAPE, PRETRAINING.batch, PRETRAINING.optimizer);
if (options.resume) trainer.resume(loadSnapshot());
else trainer.start(freshParameters());
await train(Number(options['steady-steps']), Number(options['decay-steps']));

function learnOrLoadMerges(): BytePair[] {
  const path = join(work, 'merges.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as BytePair[];
  const random = seededRandom(PRETRAINING.seed);
  const perKind = KINDS.flatMap((kind) => {
    const texts = training.filter((document) => document.kind === kind);
    const sample: Uint8Array[] = [];
    for (let bytes = 0, budget = PRETRAINING.tokenizerSampleBytes * PRETRAINING.mixture[kind]; bytes < budget;) {
      const text = new TextEncoder().encode(texts[random.below(texts.length)]!.text).subarray(0, 20_000);
      sample.push(text);
      bytes += text.length;
    }
    return sample;
  });
  const learnt = learnBytePairs(perKind, REFERENCE_SHAPE.vocabularySize - FIRST_MERGED_TOKEN);
  writeFileSync(path, JSON.stringify(learnt));
  return learnt;
}

function windowsByKind(source: readonly Document[]): WindowsByKind {
  const random = seededRandom(PRETRAINING.seed + 1);
  const windows = Object.fromEntries(KINDS.map((kind) => [kind, [] as TokenWindow[]])) as WindowsByKind;
  for (const document of source) {
    for (const window of documentWindows(document, tokenizer, REFERENCE_SHAPE.context, random))
      windows[document.kind].push(window);
  }
  return windows;
}

function freshParameters(): Float32Array {
  const random = seededRandom(PRETRAINING.seed + 2);
  const numbers = parameterLayout(REFERENCE_SHAPE).flatMap(({ shape, initialisation }) =>
    Array.from({ length: elementCount(shape) }, () =>
      'constant' in initialisation ? initialisation.constant : random.normal() * initialisation.normal
    )
  );
  return Float32Array.from(numbers);
}

/** Draws windows by kind until the batch is full. */
function nextBatch(random: SeededRandom) {
  const drawn: TokenWindow[] = [];
  const draw = (): TokenWindow => {
    let share = random.below(1_000_000) / 1_000_000;
    const kind = KINDS.find((candidate) => (share -= PRETRAINING.mixture[candidate]) < 0) ?? KINDS[0]!;
    return trainingWindows[kind][random.below(trainingWindows[kind].length)]!;
  };
  let sequences: number[] = [];
  while (sequences.length === drawn.length) {
    drawn.push(draw());
    sequences = placeWindows(drawn.map(windowLength), PRETRAINING.batch, REFERENCE_SHAPE.context);
  }
  return packBatch(drawn.slice(0, sequences.length), sequences, PRETRAINING.batch, REFERENCE_SHAPE);
}

async function train(steadySteps: number, decaySteps: number): Promise<void> {
  const { learningRate, warmupSteps } = PRETRAINING;
  const startedAt = performance.now();
  let step = (await trainer.snapshot()).step;
  const firstStep = step;
  let recentLoss = 0;
  for (; step < steadySteps + decaySteps; step++) {
    // Each step draws from its own seed, so that a resumed run sees the same batches.
    const batch = nextBatch(seededRandom(PRETRAINING.seed + 1000 + step));
    const decay = step < steadySteps ? 1 : 1 - (step - steadySteps) / decaySteps;
    recentLoss += await trainer.step(batch, learningRate * Math.min(1, (step + 1) / warmupSteps) * decay);
    if ((step + 1) % 100 === 0) {
      const perSecond =
        ((step + 1 - firstStep) * PRETRAINING.batch * REFERENCE_SHAPE.context * 1000) / (performance.now() - startedAt);
      console.error(`step ${step + 1} loss ${(recentLoss / 100).toFixed(4)} ${perSecond.toFixed(0)} tokens/s`);
      recentLoss = 0;
    }
    if ((step + 1) % 1000 === 0) saveSnapshot(await trainer.snapshot());
    if ((step + 1) % 2000 === 0) await reportHeldOut();
  }
  const snapshot = await trainer.snapshot();
  saveSnapshot(snapshot);
  const heldOut = await reportHeldOut();
  if (options.publish)
    writeReference(options.publish, { parameters: snapshot.parameters, merges, heldOut, steadySteps, decaySteps });
}

/** Bits per byte of held-out text, per kind. */
async function reportHeldOut(): Promise<Record<TextKind, number>> {
  const evaluator = await createEvaluator(runtime, REFERENCE_SHAPE, PRETRAINING.batch);
  const { parameters } = await trainer.snapshot();
  const entries: [TextKind, number][] = [];
  for (const kind of KINDS) {
    const windows = heldOutWindows[kind].slice(0, PRETRAINING.heldOutWindows);
    const losses = await evaluator.losses(parameters, windows);
    const bytes = windows.reduce((sum, { tokens }) => sum + tokenizer.decode(tokens).length, 0);
    entries.push([kind, losses.reduce((sum, loss) => sum + loss, 0) / Math.LN2 / bytes]);
  }
  await evaluator.dispose();
  console.error('held out, bits per byte:', entries.map(([kind, bits]) => `${kind} ${bits.toFixed(3)}`).join(', '));
  return Object.fromEntries(entries) as Record<TextKind, number>;
}

function saveSnapshot({ parameters, mean, square, step }: TrainingSnapshot): void {
  const path = join(work, 'snapshot.bin');
  writeFileSync(
    `${path}.new`,
    Buffer.concat(
      [Int32Array.of(step), parameters, mean, square].map((part) =>
        Buffer.from(part.buffer, part.byteOffset, part.byteLength)
      )
    )
  );
  renameSync(`${path}.new`, path);
}

function loadSnapshot(): TrainingSnapshot {
  const bytes = readFileSync(join(work, 'snapshot.bin'));
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset + 4, bytes.byteOffset + bytes.length));
  const count = numbers.length / 3;
  return {
    step: bytes.readInt32LE(0),
    parameters: numbers.slice(0, count),
    mean: numbers.slice(count, 2 * count),
    square: numbers.slice(2 * count)
  };
}
