// A short training of the tiny Llama's adapters for the backends, and what WebAssembly gives for it.
import { readGguf } from '../../core/gguf/read-gguf.ts';
import { loraReference } from '../../core/llama/lora-reference.ts';
import { tinyLlama } from '../../core/llama/testing/tiny-llama.ts';
import type { ModelRuntime } from '../../core/model/model-runtime.ts';
import { packBatch } from '../../core/model/pack-batch.ts';
import { hashParameters } from '../../core/model/parameters-hash.ts';
import { LIFT_PROTOCOL } from '../../core/lift/protocol.ts';

/** Of the adapters after the training on WebAssembly, bit by bit: in Node, in every browser, with any number of threads. */
export const LORA_PARAMETERS_HASH = 'b64ebc1e7474460e0ab2385e8411649fdd13d109f3ac5d585490a36d8f2090b8';

const LAYOUT = { sequences: 2, length: 64 };
const STEPS = 6;
const row = (from: number, count: number) => Array.from({ length: count }, (_, at) => (from + at * at * 11) % 440);

export async function loraTraining(runtime: ModelRuntime): Promise<{ losses: number[]; parametersHash: string }> {
  const settings = { rank: 4, scale: 2, firstLayer: 1, context: LAYOUT.length, seed: 1 };
  const reference = loraReference(readGguf(tinyLlama()), 'tiny', settings);
  const model = await reference.open(runtime, LAYOUT.sequences);
  const trainer = await model.createTrainer(LIFT_PROTOCOL.optimizer);
  const windows = [row(1, 30), row(90, 21), row(300, 40)].map((tokens) => ({ tokens, scoredFrom: 4 }));
  const batch = packBatch(windows, [0, 0, 1], LAYOUT.sequences, { context: LAYOUT.length });
  trainer.start(reference.parameters);
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) losses.push(await trainer.step(batch, 1e-2));
  const { parameters } = await trainer.snapshot();
  losses.push(...(await model.evaluator.losses(parameters, windows)));
  await trainer.dispose();
  await model.dispose();
  return { losses, parametersHash: hashParameters(parameters) };
}
