// The Llama architecture written out in double precision, one token at a time: what the graph is checked against. From the file's
// tensors directly, with rotary positions on neighbouring elements, as files have them.
import { dequantise } from '../../gguf/dequantise.ts';
import type { GgufFile } from '../../gguf/gguf-file.ts';
import { readLlamaShape, type LlamaShape } from '../llama-shape.ts';
import { adapterLayout, type AdaptedMatrix, type LoraSettings } from '../lora-adapters.ts';

/** Adapters that are added to the weights. */
export interface PlainAdapters {
  /** As `adapterLayout` lays them out. */
  vector: ArrayLike<number>;
  settings: LoraSettings;
}

/** Logits after each token of one row. */
export function plainLlamaLogits(file: GgufFile, tokens: readonly number[], adapters?: PlainAdapters): number[][] {
  const { layers, heads, keyHeads, headWidth, ropeBase, rmsEpsilon } = readLlamaShape(file.metadata);
  const numbers = new Map<string, Float32Array | Float64Array>(
    [...file.tensors].map(([name, tensor]) => [name.replace('.weight', ''), dequantise(tensor)])
  );
  if (adapters) addAdapters(numbers, readLlamaShape(file.metadata), adapters);
  const times = (x: readonly number[], name: string): number[] => {
    const matrix = numbers.get(name)!;
    return Array.from({ length: matrix.length / x.length }, (_, output) =>
      x.reduce((sum, value, input) => sum + value * matrix[output * x.length + input]!, 0)
    );
  };
  const norm = (x: readonly number[], name: string): number[] => {
    const size = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length + rmsEpsilon);
    return x.map((value, index) => (value / size) * numbers.get(name)![index]!);
  };
  const turn = (x: number[], position: number): number[] =>
    x.map((value, index) => {
      const pair = Math.floor((index % headWidth) / 2);
      const angle = position / ropeBase ** ((2 * pair) / headWidth);
      return index % 2 === 0
        ? value * Math.cos(angle) - x[index + 1]! * Math.sin(angle)
        : value * Math.cos(angle) + x[index - 1]! * Math.sin(angle);
    });
  const plus = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value + b[index]!);
  const width = numbers.get('output_norm')!.length;
  let streams = tokens.map((token) =>
    Array.from(numbers.get('token_embd')!.subarray(token * width, (token + 1) * width))
  );
  for (let layer = 0; layer < layers; layer++) {
    const at = `blk.${layer}`;
    const inputs = streams.map((x) => norm(x, `${at}.attn_norm`));
    const queries = inputs.map((x, position) => turn(times(x, `${at}.attn_q`), position));
    const keys = inputs.map((x, position) => turn(times(x, `${at}.attn_k`), position));
    const values = inputs.map((x) => times(x, `${at}.attn_v`));
    streams = streams.map((stream, position) => {
      const mixed = Array.from({ length: heads }, (_, head) => {
        const of = (all: number[], which: number) => all.slice(which * headWidth, (which + 1) * headWidth);
        const keyHead = Math.floor(head / (heads / keyHeads));
        const query = of(queries[position]!, head);
        const scores = keys
          .slice(0, position + 1)
          .map((key) => of(key, keyHead).reduce((sum, value, index) => sum + value * query[index]!, 0));
        const shares = softmax(scores.map((score) => score / Math.sqrt(headWidth)));
        return Array.from({ length: headWidth }, (__, index) =>
          shares.reduce((sum, share, before) => sum + share * of(values[before]!, keyHead)[index]!, 0)
        );
      }).flat();
      const attended = plus(stream, times(mixed, `${at}.attn_output`));
      const y = norm(attended, `${at}.ffn_norm`);
      const up = times(y, `${at}.ffn_up`);
      const hidden = times(y, `${at}.ffn_gate`).map((gate, index) => (gate / (1 + Math.exp(-gate))) * up[index]!);
      return plus(attended, times(hidden, `${at}.ffn_down`));
    });
  }
  return streams.map((stream) => times(norm(stream, 'output_norm'), 'token_embd'));
}

/** Cross-entropy of each token but the first, nats. */
export function plainLlamaLosses(file: GgufFile, tokens: readonly number[], adapters?: PlainAdapters): number[] {
  const logits = plainLlamaLogits(file, tokens, adapters);
  return tokens.slice(1).map((token, index) => -Math.log(softmax(logits[index]!)[token]!));
}

const FILE_NAMES: Record<AdaptedMatrix, string> = {
  query: 'attn_q',
  key: 'attn_k',
  value: 'attn_v',
  attentionOut: 'attn_output',
  gate: 'ffn_gate',
  up: 'ffn_up',
  down: 'ffn_down'
};

/** W + scale (down up)T, the outputs of query and key in the file's order, where what turns together are neighbours. */
function addAdapters(
  numbers: Map<string, Float32Array | Float64Array>,
  shape: LlamaShape,
  { vector, settings }: PlainAdapters
): void {
  const { rank, scale } = settings;
  const layout = adapterLayout(shape, settings);
  let offset = 0;
  for (let part = 0; part < layout.length; part += 2) {
    const [, layer, matrix] = /^layer(\d+)\.(\w+)\./.exec(layout[part]!.name) as unknown as [
      string,
      string,
      AdaptedMatrix
    ];
    const inputs = layout[part]!.shape[0];
    const outputs = layout[part + 1]!.shape[1];
    const [down, up] = [offset, offset + inputs * rank];
    offset = up + rank * outputs;
    const name = `blk.${layer}.${FILE_NAMES[matrix]}`;
    const changed = Float64Array.from(numbers.get(name)!);
    for (let output = 0; output < outputs; output++) {
      const row = matrix === 'query' || matrix === 'key' ? neighbourRow(output, shape.headWidth) : output;
      for (let input = 0; input < inputs; input++)
        for (let at = 0; at < rank; at++)
          changed[row * inputs + input]! +=
            scale * vector[down + input * rank + at]! * vector[up + at * outputs + output]!;
    }
    numbers.set(name, changed);
  }
}

function neighbourRow(row: number, headWidth: number): number {
  const within = row % headWidth;
  const half = headWidth / 2;
  return row - within + (within < half ? 2 * within : 2 * (within - half) + 1);
}

function softmax(scores: readonly number[]): number[] {
  const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
