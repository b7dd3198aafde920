// The sizes of a model of the Llama architecture (Touvron et al. 2023), as a GGUF file states them.
import { AppError } from '../error/app-error.ts';
import type { GgufFile } from '../gguf/gguf-file.ts';
import { positiveValue, textValue, wholeValue } from '../gguf/metadata-values.ts';

export interface LlamaShape {
  vocabularySize: number;
  width: number;
  layers: number;
  heads: number;
  /** Heads of keys and values, each for a group of query heads (Ainslie et al. 2023). */
  keyHeads: number;
  headWidth: number;
  /** Of the feed-forward layer. */
  hidden: number;
  /** Positions the model was trained on. */
  context: number;
  ropeBase: number;
  rmsEpsilon: number;
}

/** What a file may say that would change the model, and is not computed here. */
const NOT_COMPUTED = [
  'llama.rope.scaling.type',
  'llama.rope.scaling.factor',
  'llama.rope.scale_linear',
  'llama.attention.sliding_window',
  'llama.expert_count',
  'llama.attention.key_length',
  'llama.attention.value_length'
];

/** Throws AppError `gguf/unsupported` for another architecture, and for sizes that do not fit together. */
export function readLlamaShape(metadata: GgufFile['metadata']): LlamaShape {
  const architecture = textValue(metadata, 'general.architecture');
  if (architecture !== 'llama')
    throw unusable(`its architecture is ${JSON.stringify(architecture.slice(0, 80))}, not "llama"`);
  const odd = NOT_COMPUTED.find((key) => metadata.has(key));
  if (odd !== undefined) throw unusable(`it sets "${odd}"`);
  const whole = (key: string, most: number) => wholeValue(metadata, `llama.${key}`, 1, most);
  const width = whole('embedding_length', 65_536);
  const heads = whole('attention.head_count', 1024);
  const keyHeads = whole('attention.head_count_kv', 1024);
  const headWidth = whole('rope.dimension_count', 1024);
  if (heads * headWidth !== width) throw unusable(`${heads} heads of ${headWidth} are not its width of ${width}`);
  if (heads % keyHeads !== 0) throw unusable(`${heads} heads do not share ${keyHeads} heads of keys evenly`);
  if (headWidth % 2 !== 0) throw unusable(`heads of ${headWidth} have no halves`);
  const vocabularySize = whole('vocab_size', 2 ** 22);
  const tokens = metadata.get('tokenizer.ggml.tokens');
  if (typeof tokens === 'object' && tokens.length !== vocabularySize)
    throw unusable(`its vocabulary of ${vocabularySize} has ${tokens.length} tokens`);
  return {
    vocabularySize,
    width,
    layers: whole('block_count', 1024),
    heads,
    keyHeads,
    headWidth,
    hidden: whole('feed_forward_length', 2 ** 20),
    context: whole('context_length', 2 ** 24),
    ropeBase: positiveValue(metadata, 'llama.rope.freq_base'),
    rmsEpsilon: positiveValue(metadata, 'llama.attention.layer_norm_rms_epsilon')
  };
}

function unusable(what: string): AppError {
  return new AppError('gguf/unsupported', `The model file cannot be used: ${what}.`);
}
