// A pretrained Llama model as the model that rows are measured with: adapters in its last layers are what training moves.
import type { GgufFile } from '../gguf/gguf-file.ts';
import { openSession } from '../model/open-session.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { chatRows } from '../pretrained-tokenizer/chat-rows.ts';
import { readTokenizer } from '../pretrained-tokenizer/read-tokenizer.ts';
import type { PretrainedName } from '../request/pretrained-name.ts';
import type { Fingerprints } from '../quality/fingerprints.ts';
import { readLlamaShape } from './llama-shape.ts';
import { readLlamaWeights } from './llama-weights.ts';
import { initialAdapters, type LoraSettings } from './lora-adapters.ts';
import { createLoraEvaluator } from './lora-costs.ts';
import { buildTrunkGraph } from './lora-graphs.ts';
import { createLoraTrainer } from './lora-trainer.ts';
import { LoraTrunk } from './lora-trunk.ts';

/** What of a pretrained model a measurement uses. */
export interface PretrainedSettings extends LoraSettings {
  /** In `known-models.ts`. */
  name: PretrainedName;
  /** Positions in a sequence. */
  context: number;
  /** Of the adapters before training. */
  seed: number;
}

/**
 * @param cid of the file
 * Throws AppError as `readTokenizer`, `readLlamaShape`; opening it, as `readLlamaWeights`.
 */
export function loraReference(
  file: GgufFile,
  cid: string,
  settings: Omit<PretrainedSettings, 'name'>,
  fingerprints?: Fingerprints
): ReferenceModel {
  const { context, seed, firstLayer } = settings;
  const shape = readLlamaShape(file.metadata);
  return {
    cid,
    context,
    shortest: context,
    parameters: initialAdapters(shape, settings, seed),
    format: chatRows(readTokenizer(file)),
    ...(fingerprints && { fingerprints }),
    async open(runtime, batch) {
      const layout = { sequences: batch, length: context };
      const packed = readLlamaWeights(file, 'packed');
      const session = await openSession(runtime, buildTrunkGraph(packed, layout, settings));
      const trunk = new LoraTrunk(runtime, session, shape.width);
      // The adapted layers run most often: in single precision they are a third faster.
      const single = readLlamaWeights(file, 'single', firstLayer);
      const evaluator = await createLoraEvaluator(runtime, single, trunk, layout, settings);
      return {
        evaluator,
        createTrainer: (optimizer, lossOf) =>
          createLoraTrainer(runtime, single, trunk, layout, settings, optimizer, lossOf),
        async dispose() {
          await evaluator.dispose();
          await trunk.dispose();
        }
      };
    }
  };
}
