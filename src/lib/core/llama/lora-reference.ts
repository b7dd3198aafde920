// A pretrained Llama model as the model that rows are measured with: adapters in its last layers are what training moves.
import type { GgufFile } from '../gguf/gguf-file.ts';
import { openSession } from '../model/open-session.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { chatRows } from '../pretrained-tokenizer/chat-rows.ts';
import { readTokenizer } from '../pretrained-tokenizer/read-tokenizer.ts';
import type { PretrainedName } from '../request/pretrained-name.ts';
import type { Fingerprints } from '../quality/fingerprints.ts';
import { readLlamaShape } from './llama-shape.ts';
import { packedEmbedding, readLlamaWeights } from './llama-weights.ts';
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
  const { context, seed } = settings;
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
      // The layers are read in single precision: in packed form they are a half slower.
      const weights = readLlamaWeights(file, 'single');
      // Of a batch's sequences the forward passes make one, in which prompts and their answers find room.
      const joined = { sequences: 1, length: batch * context };
      const ofTrunk = { ...weights, embedding: packedEmbedding(file) };
      const session = await openSession(runtime, buildTrunkGraph(ofTrunk, joined, settings));
      const trunk = new LoraTrunk(runtime, session, joined.length, shape.width);
      const evaluator = await createLoraEvaluator(runtime, weights, trunk, joined, settings);
      return {
        evaluator,
        expect: (windows) => trunk.expect(windows),
        createTrainer: (optimizer, lossOf) =>
          createLoraTrainer(runtime, weights, trunk, layout, settings, optimizer, lossOf),
        async dispose() {
          await evaluator.dispose();
          await trunk.dispose();
        }
      };
    }
  };
}
