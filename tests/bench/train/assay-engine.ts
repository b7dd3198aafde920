// Our own training step on any of our runtimes.
import type { ModelRuntime } from '#lib/core/model/model-runtime.ts';
import { createTrainer } from '#lib/core/model/trainer.ts';
import type { Engine } from './engine.ts';
import { LEARNING_RATE, OPTIMIZER, SEQUENCES, SHAPE, workload } from './workload.ts';

export async function assayEngine(runtime: ModelRuntime, label: string): Promise<Engine> {
  const { parameters, batch } = workload();
  const trainer = await createTrainer(runtime, SHAPE, SEQUENCES, OPTIMIZER);
  trainer.start(parameters);
  return { label, step: () => trainer.step(batch, LEARNING_RATE) };
}
