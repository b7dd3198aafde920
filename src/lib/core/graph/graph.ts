// Builds an ONNX graph with static shapes and remembers, for reverse-mode differentiation, how each value came to be.
import { AppError } from '../error/app-error.ts';
import { elementBytes, type ElementType, type FloatType } from './element-type.ts';
import {
  CONTRIBUTED,
  encodeOnnxModel,
  type OnnxAttribute,
  type OnnxFile,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo
} from './onnx-model.ts';

/** A tensor in the graph. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
}

/** The gradients of the loss by an operation's inputs, from those by its outputs; null where nothing flows. */
export type Pullback = (outputGradients: (Value | null)[]) => (Value | null)[];

/** An operation on the tape. */
export interface TapeEntry {
  inputs: readonly Value[];
  outputs: readonly Value[];
  pullback: Pullback;
}

/** Small constants are shared; larger ones are not worth a key. */
const SHARED_CONSTANT_MAX_ELEMENTS = 64;

/** Shapes and other small constants have to be in the model: they decide how it is built. */
const APART_MIN_BYTES = 65_536;

/** A size that is known only when the graph runs; at most one in a shape. */
export const DYNAMIC = -1;

export const isDynamic = (shape: readonly number[]): boolean => shape.includes(DYNAMIC);

export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/**
 * A graph under construction. Operations live in `ops/`: each appends ONNX nodes through {@link Graph.node} and, when an
 * input needs a gradient, a pullback through {@link Graph.record}. `floatType` float64 serves gradient checks.
 */
export class Graph {
  readonly floatType: FloatType;
  /** Operations in the order they were recorded; `backward` walks it from the end. */
  readonly tape: TapeEntry[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #constants: OnnxTensor[] = [];
  readonly #inputs: OnnxValueInfo[] = [];
  readonly #outputs: OnnxValueInfo[] = [];
  /** What a value is called outside, where it is an output. */
  readonly #outputNames = new Map<string, string>();
  readonly #sharedConstants = new Map<string, Value>();
  readonly #needsGradient = new Set<string>();
  #nextId = 0;

  constructor(floatType: FloatType = 'float32') {
    this.floatType = floatType;
  }

  /** Declares a graph input. */
  input(name: string, shape: readonly number[], type: ElementType = this.floatType): Value {
    const value = { name, shape, type };
    this.#inputs.push(value);
    return value;
  }

  /** Declares `value` a graph output called `name`. */
  output(name: string, value: Value): void {
    const isComputed = this.#nodes.some(({ outputs }) => outputs.includes(value.name));
    if (isComputed && !this.#outputNames.has(value.name)) this.#outputNames.set(value.name, name);
    else this.#nodes.push({ operator: 'Identity', inputs: [value.name], outputs: [name], attributes: {} });
    this.#outputs.push({ name, shape: value.shape, type: value.type });
  }

  constant(numbers: ArrayLike<number>, shape: readonly number[], type: ElementType = this.floatType): Value {
    if (numbers.length !== elementCount(shape)) {
      throw new AppError(
        'graph/shape-mismatch',
        `A constant of ${numbers.length} numbers does not fill the shape [${shape}].`
      );
    }
    const key = numbers.length <= SHARED_CONSTANT_MAX_ELEMENTS ? `${type}|${shape}|${Array.from(numbers)}` : null;
    const shared = key === null ? undefined : this.#sharedConstants.get(key);
    if (shared) return shared;
    const value = { name: this.#freshName('constant'), shape, type };
    this.#constants.push({ ...value, bytes: elementBytes(numbers, type) });
    if (key !== null) this.#sharedConstants.set(key, value);
    return value;
  }

  /** A constant whose bytes are at hand: little-endian elements, which must not change any more. */
  stored(bytes: Uint8Array, shape: readonly number[], type: ElementType): Value {
    const size = elementBytes([0], type).length;
    if (bytes.length !== elementCount(shape) * size) {
      throw new AppError(
        'graph/shape-mismatch',
        `A constant of ${bytes.length} bytes does not fill the shape [${shape}] of ${type}.`
      );
    }
    const value = { name: this.#freshName('constant'), shape, type };
    this.#constants.push({ ...value, bytes });
    return value;
  }

  scalar(number: number): Value {
    return this.constant([number], []);
  }

  /** A vector of int64, as ONNX wants shapes, axes and bounds. */
  indices(numbers: readonly number[]): Value {
    return this.constant(numbers, [numbers.length], 'int64');
  }

  /** Appends one ONNX node and returns its outputs; shapes are the caller's word, types default to the graph's float. */
  nodes(
    operator: string,
    inputs: readonly Value[],
    outputs: readonly { shape: readonly number[]; type?: ElementType }[],
    attributes: Record<string, OnnxAttribute> = {}
  ): Value[] {
    const values = outputs.map(({ shape, type }) => ({
      name: this.#freshName(operator),
      shape,
      type: type ?? this.floatType
    }));
    this.#nodes.push({
      operator,
      inputs: inputs.map(({ name }) => name),
      outputs: values.map(({ name }) => name),
      attributes
    });
    return values;
  }

  /** {@link Graph.nodes} for the usual case of one output. */
  node(
    operator: string,
    inputs: readonly Value[],
    shape: readonly number[],
    attributes?: Record<string, OnnxAttribute>,
    type?: ElementType
  ): Value {
    return this.nodes(operator, inputs, [{ shape, type }], attributes)[0]!;
  }

  /** A node of one of onnxruntime's own operators. */
  contributedNode(
    operator: string,
    inputs: readonly Value[],
    shape: readonly number[],
    attributes: Record<string, OnnxAttribute>
  ): Value {
    const value = { name: this.#freshName(operator), shape, type: this.floatType };
    const names = inputs.map(({ name }) => name);
    this.#nodes.push({ operator, domain: CONTRIBUTED, inputs: names, outputs: [value.name], attributes });
    return value;
  }

  /** Marks a value as one by which the loss will be differentiated. */
  watch<V extends Value>(value: V): V {
    this.#needsGradient.add(value.name);
    return value;
  }

  needsGradient(value: Value): boolean {
    return this.#needsGradient.has(value.name);
  }

  /** Puts an operation on the tape if any input needs a gradient; its outputs then need one too. */
  record(inputs: readonly Value[], outputs: readonly Value[], pullback: Pullback): void {
    if (!inputs.some((input) => this.needsGradient(input))) return;
    for (const output of outputs) this.watch(output);
    this.tape.push({ inputs, outputs, pullback });
  }

  get nodeCount(): number {
    return this.#nodes.length;
  }

  /** The finished graph as ONNX model bytes. */
  toBytes(): Uint8Array {
    return encodeOnnxModel(this.#finished());
  }

  /** The same, but its large constants stand beside it as they are: an engine takes them over without copies on the way. */
  toParts(): { model: Uint8Array; files: OnnxFile[] } {
    const isApart = ({ bytes }: OnnxTensor) => bytes.length >= APART_MIN_BYTES;
    const files = this.#constants.filter(isApart).map(({ name, bytes }) => ({ path: name, data: bytes }));
    return { model: encodeOnnxModel(this.#finished(), isApart), files };
  }

  #finished(): OnnxGraph {
    const outside = (name: string): string => this.#outputNames.get(name) ?? name;
    return {
      nodes: this.#nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(outside),
        outputs: node.outputs.map(outside)
      })),
      constants: this.#constants,
      inputs: this.#inputs,
      outputs: this.#outputs
    };
  }

  #freshName(prefix: string): string {
    return `${prefix}_${this.#nextId++}`;
  }
}
