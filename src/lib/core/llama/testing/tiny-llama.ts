// A Llama small enough for tests, as the bytes of a GGUF file: weights drawn by a seed, in the types that SmolLM2's file has, and the
// small tokenizer of the vectors.
import { TENSOR_LAYOUT, type TensorType } from '../../gguf/tensor-type.ts';
import { writeGguf, type WrittenTensor, type WrittenValue } from '../../gguf/testing/write-gguf.ts';
import smallTokenizer from '../../pretrained-tokenizer/vectors/small.json' with { type: 'json' };
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';

const WIDTH = 32;
const HEADS = 4;
const KEY_HEADS = 2;
const HEAD_WIDTH = 8;
const HIDDEN = 64;
const LAYERS = 3;

export function tinyLlama(change: Readonly<Record<string, WrittenValue>> = {}, seed = 5): Uint8Array {
  const { tokens, special, merges } = smallTokenizer;
  const metadata = {
    'general.architecture': 'llama',
    'llama.block_count': LAYERS,
    'llama.context_length': 256,
    'llama.embedding_length': WIDTH,
    'llama.feed_forward_length': HIDDEN,
    'llama.attention.head_count': HEADS,
    'llama.attention.head_count_kv': KEY_HEADS,
    'llama.rope.freq_base': 5000,
    'llama.rope.dimension_count': HEAD_WIDTH,
    'llama.attention.layer_norm_rms_epsilon': 1.52587890625e-5,
    'llama.vocab_size': tokens.length,
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'smollm',
    'tokenizer.ggml.tokens': tokens,
    'tokenizer.ggml.token_type': tokens.map((_, id) => (special.includes(id) ? 3 : 1)),
    'tokenizer.ggml.merges': merges
  };
  return writeGguf({ ...metadata, ...change }, tinyTensors(tokens.length, seededRandom(seed)));
}

function tinyTensors(vocabulary: number, random: SeededRandom): WrittenTensor[] {
  const tensor = (name: string, type: TensorType, dimensions: number[]): WrittenTensor => {
    const elements = dimensions.reduce((product, size) => product * size, 1);
    return { name: `${name}.weight`, dimensions, type, bytes: drawBytes(type, elements, random) };
  };
  const layer = (at: number) => [
    tensor(`blk.${at}.attn_norm`, 'F32', [WIDTH]),
    tensor(`blk.${at}.attn_q`, 'Q4_1', [WIDTH, HEADS * HEAD_WIDTH]),
    tensor(`blk.${at}.attn_k`, 'Q4_1', [WIDTH, KEY_HEADS * HEAD_WIDTH]),
    tensor(`blk.${at}.attn_v`, 'Q4_1', [WIDTH, KEY_HEADS * HEAD_WIDTH]),
    tensor(`blk.${at}.attn_output`, 'Q4_1', [HEADS * HEAD_WIDTH, WIDTH]),
    tensor(`blk.${at}.ffn_norm`, 'F32', [WIDTH]),
    tensor(`blk.${at}.ffn_gate`, 'Q4_1', [WIDTH, HIDDEN]),
    tensor(`blk.${at}.ffn_up`, 'Q8_0', [WIDTH, HIDDEN]),
    tensor(`blk.${at}.ffn_down`, 'F16', [HIDDEN, WIDTH])
  ];
  return [
    tensor('token_embd', 'Q8_0', [WIDTH, vocabulary]),
    ...Array.from({ length: LAYERS }, (_, at) => layer(at)).flat(),
    tensor('output_norm', 'F32', [WIDTH])
  ];
}

/** Half-precision numbers around a 64th: their exponents drawn too, so that no two blocks are alike. */
function drawHalf(random: SeededRandom, sign = 0): number {
  return (sign << 15) | ((8 + random.below(2)) << 10) | random.below(1024);
}

function drawBytes(type: TensorType, elements: number, random: SeededRandom): Uint8Array {
  // Norms: around 1.
  if (type === 'F32')
    return new Uint8Array(Float32Array.from({ length: elements }, () => 1 + random.normal() / 8).buffer);
  const { elementsPerBlock, bytesPerBlock } = TENSOR_LAYOUT[type];
  const bytes = Uint8Array.from({ length: (elements / elementsPerBlock) * bytesPerBlock }, () => random.below(256));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += bytesPerBlock) {
    if (type === 'F16') view.setUint16(at, drawHalf(random, random.below(2)) + (4 << 10), true);
    if (type === 'Q8_0') view.setUint16(at, drawHalf(random) - (2 << 10), true);
    if (type === 'Q4_1') {
      view.setUint16(at, drawHalf(random) + (2 << 10), true);
      // About -8 times the scale, so that weights lie around 0.
      view.setUint16(at + 2, drawHalf(random, 1) + (5 << 10), true);
    }
  }
  return bytes;
}
