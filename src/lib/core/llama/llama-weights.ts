// The weights of a Llama model from its GGUF file, in the order that the graph wants.
import { AppError } from '../error/app-error.ts';
import { dequantise } from '../gguf/dequantise.ts';
import type { GgufFile, GgufTensor } from '../gguf/gguf-file.ts';
import { readLlamaShape, type LlamaShape } from './llama-shape.ts';
import { matrixWeight, type MatrixWeight } from './matrix-weight.ts';

export interface LlamaLayer {
  attentionNorm: Float32Array;
  query: MatrixWeight;
  key: MatrixWeight;
  value: MatrixWeight;
  attentionOut: MatrixWeight;
  feedForwardNorm: Float32Array;
  gate: MatrixWeight;
  up: MatrixWeight;
  down: MatrixWeight;
}

export interface LlamaWeights {
  shape: LlamaShape;
  /** [vocabulary, width]; the output layer as well. */
  embedding: MatrixWeight;
  layers: readonly LlamaLayer[];
  outputNorm: Float32Array;
}

/** The embedding in packed form, from which rows are read without unpacking the others. */
export function packedEmbedding({ tensors }: GgufFile): MatrixWeight {
  return matrixWeight(tensors.get('token_embd.weight')!, 'packed');
}

/**
 * @param form `packed` keeps 4 and 8 bits, for forward passes; `single` is what gradients need
 * Throws AppError `gguf/unsupported` where a tensor is missing, is one too many or has another shape; `gguf/malformed`.
 */
export function readLlamaWeights({ metadata, tensors }: GgufFile, form: MatrixWeight['form']): LlamaWeights {
  const shape = readLlamaShape(metadata);
  const { vocabularySize, width, layers, heads, keyHeads, headWidth, hidden } = shape;
  const left = new Set(tensors.keys());
  const take = (name: string, dimensions: readonly number[]): GgufTensor => {
    const tensor = tensors.get(`${name}.weight`);
    if (!tensor) throw unusable(`it has no tensor "${name}.weight"`);
    if (String(tensor.dimensions) !== String(dimensions))
      throw unusable(`"${tensor.name}" is [${tensor.dimensions}], not [${dimensions}]`);
    left.delete(tensor.name);
    return tensor;
  };
  const norm = (name: string) => finite(take(name, [width]));
  const matrix = (name: string, inputs: number, outputs: number, rowOf?: (row: number) => number) =>
    matrixWeight(take(name, [inputs, outputs]), form, rowOf);
  const halves = (row: number) => rowInHalves(row, headWidth);
  const weights = {
    shape,
    embedding: matrix('token_embd', width, vocabularySize),
    layers: Array.from({ length: layers }, (_, layer): LlamaLayer => {
      const at = `blk.${layer}`;
      return {
        attentionNorm: norm(`${at}.attn_norm`),
        query: matrix(`${at}.attn_q`, width, heads * headWidth, halves),
        key: matrix(`${at}.attn_k`, width, keyHeads * headWidth, halves),
        value: matrix(`${at}.attn_v`, width, keyHeads * headWidth),
        attentionOut: matrix(`${at}.attn_output`, heads * headWidth, width),
        feedForwardNorm: norm(`${at}.ffn_norm`),
        gate: matrix(`${at}.ffn_gate`, width, hidden),
        up: matrix(`${at}.ffn_up`, width, hidden),
        down: matrix(`${at}.ffn_down`, hidden, width)
      };
    }),
    outputNorm: norm('output_norm')
  };
  const [tooMany] = left;
  if (tooMany !== undefined) throw unusable(`nothing is known of its tensor ${JSON.stringify(tooMany)}`);
  return weights;
}

/** Files have the elements that turn together next to each other, the graph has them in the halves of a head. */
function rowInHalves(row: number, headWidth: number): number {
  const [head, within] = [Math.floor(row / headWidth), row % headWidth];
  const half = headWidth / 2;
  return head * headWidth + (within < half ? 2 * within : 2 * (within - half) + 1);
}

function finite(tensor: GgufTensor): Float32Array {
  const numbers = dequantise(tensor);
  if (numbers.every(Number.isFinite)) return numbers;
  throw new AppError('gguf/malformed', `The model file is damaged: tensor "${tensor.name}" has a number that is none.`);
}

function unusable(what: string): AppError {
  return new AppError('gguf/unsupported', `The model file cannot be used: ${what}.`);
}
