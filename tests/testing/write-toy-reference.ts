// Pretrains the toy reference in a minute and writes tests/toy-reference: node tests/testing/write-toy-reference.ts
// A real reference model in every respect but its size, taught to say again what its input names, and nothing about any
// domain of the tests. A measurement with it takes a second. The shipped model's recipe is in docs/lift.md.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elementCount } from '#lib/core/graph/graph.ts';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { rowWindows } from '#lib/core/lift/row-windows.ts';
import { parameterLayout, type ModelShape } from '#lib/core/model/model-shape.ts';
import { packBatch, placeWindows, windowLength, type TokenWindow } from '#lib/core/model/pack-batch.ts';
import { seededRandom, type SeededRandom } from '#lib/core/model/seeded-random.ts';
import { createTrainer } from '#lib/core/model/trainer.ts';
import { transformerRows } from '#lib/core/model/transformer-reference.ts';
import { Tokenizer } from '#lib/core/tokenizer/tokenizer.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';

const folder = fileURLToPath(new URL('../toy-reference/', import.meta.url));
const SHAPE: ModelShape = {
  vocabularySize: 512,
  width: 32,
  layers: 2,
  heads: 2,
  context: 192
};
const STEPS = 3000;
const WARMUP_STEPS = 100;
const LEARNING_RATE = 5e-3;
const BATCH = 8;

const { merges } = JSON.parse(
  readFileSync(new URL('../../static/reference/tokenizer.json', import.meta.url), 'utf8')
) as { merges: [number, number][] };
const format = transformerRows(new Tokenizer(merges));

const SYLLABLES = ['ba', 'do', 'fi', 'ke', 'lu', 'mo', 'na', 'pe', 'ri', 'so', 'ta', 'vu'];
const JOINTS = [' and ', ', ', ' of ', ' with ', ': ', ' or ', '. '];
const pick = <T>(items: readonly T[], random: SeededRandom): T => items[random.below(items.length)]!;
function word(random: SeededRandom): string {
  if (random.below(3) === 0) return String(random.below(1000));
  const text = Array.from({ length: 1 + random.below(3) }, () => pick(SYLLABLES, random)).join('');
  return random.below(4) === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
function sentence(words: readonly string[], random: SeededRandom): string {
  return `${words.map((text, index) => (index === 0 ? text : pick(JOINTS, random) + text)).join('')}.`;
}
/** An output that says some of the input's words again, in another order. */
function row(random: SeededRandom): { input: string; output: string } {
  const words = Array.from({ length: 4 + random.below(7) }, () => word(random));
  const again = Array.from({ length: 2 + random.below(4) }, () => pick(words, random));
  return { input: sentence(words, random), output: sentence(again, random) };
}

function nextBatch(random: SeededRandom) {
  const drawn: TokenWindow[] = [];
  let sequences: number[] = [];
  while (sequences.length === drawn.length) {
    const [window] = rowWindows(row(random), format, SHAPE.context, LIFT_PROTOCOL);
    drawn.push({ ...window!, scoredFrom: 1 });
    sequences = placeWindows(drawn.map(windowLength), BATCH, SHAPE.context);
  }
  return packBatch(drawn.slice(0, sequences.length), sequences, BATCH, SHAPE);
}

const random = seededRandom(1);
const numbers = parameterLayout(SHAPE).flatMap(({ shape, initialisation }) =>
  Array.from({ length: elementCount(shape) }, () =>
    'constant' in initialisation ? initialisation.constant : random.normal() * initialisation.normal
  )
);
const trainer = await createTrainer(await createNativeRuntime({ threads: 1 }), SHAPE, BATCH, LIFT_PROTOCOL.optimizer);
trainer.start(Float32Array.from(numbers));
for (let step = 0, loss = 0; step < STEPS; step++) {
  const rate = LEARNING_RATE * Math.min(1, (step + 1) / WARMUP_STEPS) * (1 - step / STEPS);
  loss += await trainer.step(nextBatch(seededRandom(1000 + step)), rate);
  if ((step + 1) % 250 !== 0) continue;
  console.error(`step ${step + 1} loss ${(loss / 250).toFixed(4)}`);
  loss = 0;
}
const { parameters } = await trainer.snapshot();

mkdirSync(folder, { recursive: true });
const named = (file: string, bytes: Uint8Array) => {
  writeFileSync(`${folder}${file}`, bytes);
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};
const manifest = {
  format: 'assay/reference/1',
  shape: SHAPE,
  weights: named('weights.f32', new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength)),
  tokenizer: named('tokenizer.json', new TextEncoder().encode(`${JSON.stringify({ merges })}\n`))
};
writeFileSync(`${folder}manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
process.exit(0);
