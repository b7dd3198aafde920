// Low-rank adapters (LoRA, Hu et al. 2021): what training moves of a Llama model whose own weights stay as they are.
import { elementCount } from '../graph/graph.ts';
import { seededRandom } from '../model/seeded-random.ts';
import type { LlamaShape } from './llama-shape.ts';

export interface LoraSettings {
  rank: number;
  /** Factor of an adapter's product (alpha / rank). */
  scale: number;
  /** The first layer that has adapters; those before it are never differentiated. */
  firstLayer: number;
}

/** The matrices of a layer that have adapters, in the order of the flat vector. */
export const ADAPTED_MATRICES = ['query', 'key', 'value', 'attentionOut', 'gate', 'up', 'down'] as const;
export type AdaptedMatrix = (typeof ADAPTED_MATRICES)[number];

/** One half of an adapter: an adapted weight is W + scale (down up). */
export interface AdapterPart {
  name: string;
  half: 'down' | 'up';
  /** `down` is [inputs, rank], `up` is [rank, outputs]. */
  shape: readonly [number, number];
}

export const adapterName = (layer: number, matrix: AdaptedMatrix, half: AdapterPart['half']): string =>
  `layer${layer}.${matrix}.${half}`;

/** All halves in the order of the flat vector. */
export function adapterLayout(shape: LlamaShape, { rank, firstLayer }: LoraSettings): AdapterPart[] {
  const { width, heads, keyHeads, headWidth, hidden, layers } = shape;
  const sizes: Record<AdaptedMatrix, [inputs: number, outputs: number]> = {
    query: [width, heads * headWidth],
    key: [width, keyHeads * headWidth],
    value: [width, keyHeads * headWidth],
    attentionOut: [heads * headWidth, width],
    gate: [width, hidden],
    up: [width, hidden],
    down: [hidden, width]
  };
  const adapted = Array.from({ length: layers - firstLayer }, (_, index) => firstLayer + index);
  return adapted.flatMap((layer) =>
    ADAPTED_MATRICES.flatMap((matrix): AdapterPart[] => {
      const [inputs, outputs] = sizes[matrix];
      return [
        { name: adapterName(layer, matrix, 'down'), half: 'down', shape: [inputs, rank] },
        { name: adapterName(layer, matrix, 'up'), half: 'up', shape: [rank, outputs] }
      ];
    })
  );
}

/** Numbers in all adapters. */
export function adapterCount(shape: LlamaShape, settings: LoraSettings): number {
  return adapterLayout(shape, settings).reduce((sum, part) => sum + elementCount(part.shape), 0);
}

const UNIFORM_STEPS = 2 ** 24;

/**
 * Adapters before training [count]: `down` uniform within 1 / sqrt(inputs) (as LoRA's authors draw it: He et al. 2015 with a = sqrt 5),
 * `up` 0, so that the model starts as it is.
 */
export function initialAdapters(shape: LlamaShape, settings: LoraSettings, seed: number): Float32Array {
  const random = seededRandom(seed);
  const adapters = new Float32Array(adapterCount(shape, settings));
  let offset = 0;
  for (const part of adapterLayout(shape, settings)) {
    const count = elementCount(part.shape);
    const bound = 1 / Math.sqrt(part.shape[0]);
    if (part.half === 'down')
      for (let index = 0; index < count; index++)
        adapters[offset + index] = ((2 * random.below(UNIFORM_STEPS)) / UNIFORM_STEPS - 1) * bound;
    offset += count;
  }
  return adapters;
}
