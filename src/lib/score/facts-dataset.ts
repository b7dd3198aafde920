// A facts reading of rows on whatever runtime it is given, with a pretrained model from its file's bytes.
import { extractExamples } from '../core/dataset/extract-examples.ts';
import type { Example } from '../core/dataset/example.ts';
import { readJsonl } from '../core/dataset/read-jsonl.ts';
import { AppError } from '../core/error/app-error.ts';
import { FACTS_PROTOCOL, factsLayout, type FactsProtocol } from '../core/facts/facts-protocol.ts';
import type { FactsDatasetInput } from '../core/facts/facts-dataset-input.ts';
import type { FactsDocument } from '../core/facts/facts-report.ts';
import { readFacts } from '../core/facts/read-facts.ts';
import { readGguf } from '../core/gguf/read-gguf.ts';
import { createLlamaEvaluator } from '../core/llama/llama-evaluator.ts';
import { readLlamaWeights } from '../core/llama/llama-weights.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Cancelled } from '../core/mechanism/result.ts';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { readTokenizer } from '../core/pretrained-tokenizer/read-tokenizer.ts';
import type { RowsSpec } from '../core/request/rows-body.ts';

export interface FactsDatasetOptions extends LongCallOptions {
  runtime: ModelRuntime;
  /** The GGUF file's bytes, which are read once and not held. */
  model: () => Promise<Uint8Array>;
  protocol?: FactsProtocol;
}

/**
 * Rows are read as they are, without gates. An aborted signal gives `{ cancelled: true }`. Throws AppError as `readJsonl`, `readGguf`,
 * `readTokenizer`, `readLlamaWeights` and `readFacts`.
 */
export async function factsDataset(
  { spec, data, benchmark, seed = '' }: FactsDatasetInput,
  { runtime, model, protocol = FACTS_PROTOCOL, signal, onProgress }: FactsDatasetOptions
): Promise<FactsDocument | Cancelled> {
  try {
    const examples = examplesOf(spec, data, 'Dataset');
    const others = benchmark ? examplesOf(spec, benchmark, 'Benchmark') : null;
    const { evaluator, tokenizer } = await openModel(await model(), runtime, protocol);
    try {
      const input = { examples, benchmark: others, seed };
      const report = await readFacts(input, { evaluator, tokenizer }, protocol, {
        ...(signal && { signal }),
        ...(onProgress && { onProgress })
      });
      return { format: 'assay/facts/1', ...report, backend: runtime.backend, threads: runtime.threads };
    } finally {
      await evaluator.dispose();
    }
  } catch (thrown) {
    if (signal?.aborted) return { cancelled: true };
    throw AppError.from(thrown, 'score/failed');
  }
}

/** Apart, so that file and weights are given back before the reading begins: the session has its own. */
async function openModel(bytes: Uint8Array, runtime: ModelRuntime, protocol: FactsProtocol) {
  const file = readGguf(bytes);
  const tokenizer = readTokenizer(file);
  const weights = readLlamaWeights(file, 'packed');
  return { tokenizer, evaluator: await createLlamaEvaluator(runtime, weights, factsLayout(protocol)) };
}

const examplesOf = (spec: RowsSpec, source: Uint8Array, name: string): Example[] =>
  Array.from(readJsonl(source, { name }), (row) => extractExamples(row, spec.fields)).flat();
