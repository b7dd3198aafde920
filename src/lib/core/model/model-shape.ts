// The sizes of a reference model and the layout of its parameters in one flat vector.
import { elementCount } from '../graph/graph.ts';

export interface ModelShape {
  vocabularySize: number;
  width: number;
  layers: number;
  heads: number;
  /** Positions in a sequence. */
  context: number;
}

/** How a parameter starts when a model is pretrained from nothing. */
export type Initialisation = { normal: number } | { constant: number };

export interface ParameterLayout {
  name: string;
  shape: readonly number[];
  initialisation: Initialisation;
}

const FEED_FORWARD_FACTOR = 4;
const WEIGHT_DEVIATION = 0.02;

/** The parameters in the order of the flat vector: GPT-2's without biases on the matrices, output layer = embedding. */
export function parameterLayout(shape: ModelShape): ParameterLayout[] {
  const { width, layers, context, vocabularySize } = shape;
  const weight = { normal: WEIGHT_DEVIATION };
  const residualWeight = { normal: WEIGHT_DEVIATION / Math.sqrt(2 * layers) };
  const norm = (name: string): ParameterLayout[] => [
    { name: `${name}.scale`, shape: [width], initialisation: { constant: 1 } },
    { name: `${name}.shift`, shape: [width], initialisation: { constant: 0 } }
  ];
  const layer = (index: number): ParameterLayout[] => [
    ...norm(`layer${index}.attentionNorm`),
    { name: `layer${index}.query`, shape: [width, width], initialisation: weight },
    { name: `layer${index}.key`, shape: [width, width], initialisation: weight },
    { name: `layer${index}.value`, shape: [width, width], initialisation: weight },
    { name: `layer${index}.attentionOut`, shape: [width, width], initialisation: residualWeight },
    ...norm(`layer${index}.feedForwardNorm`),
    { name: `layer${index}.up`, shape: [width, FEED_FORWARD_FACTOR * width], initialisation: weight },
    { name: `layer${index}.down`, shape: [FEED_FORWARD_FACTOR * width, width], initialisation: residualWeight }
  ];
  return [
    { name: 'tokenEmbedding', shape: [vocabularySize, width], initialisation: weight },
    { name: 'positionEmbedding', shape: [context, width], initialisation: weight },
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
    ...norm('finalNorm')
  ];
}

export function parameterCount(shape: ModelShape): number {
  return parameterLayout(shape).reduce((sum, { shape: size }) => sum + elementCount(size), 0);
}
