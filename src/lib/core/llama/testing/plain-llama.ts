// The Llama architecture written out in double precision, one token at a time: what the graph is checked against. From the file's
// tensors directly, with rotary positions on neighbouring elements, as files have them.
import { dequantise } from '../../gguf/dequantise.ts';
import type { GgufFile } from '../../gguf/gguf-file.ts';
import { readLlamaShape } from '../llama-shape.ts';

/** Logits after each token of one row. */
export function plainLlamaLogits(file: GgufFile, tokens: readonly number[]): number[][] {
  const { layers, heads, keyHeads, headWidth, ropeBase, rmsEpsilon } = readLlamaShape(file.metadata);
  const numbers = new Map([...file.tensors].map(([name, tensor]) => [name.replace('.weight', ''), dequantise(tensor)]));
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
export function plainLlamaLosses(file: GgufFile, tokens: readonly number[]): number[] {
  const logits = plainLlamaLogits(file, tokens);
  return tokens.slice(1).map((token, index) => -Math.log(softmax(logits[index]!)[token]!));
}

function softmax(scores: readonly number[]): number[] {
  const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
