// An ONNX model as data and its encoding; field numbers from onnx.proto3 (onnx 1.17, IR version 9, opset 20). Operators that are
// onnxruntime's own are of the domain com.microsoft, version 1.
import { ELEMENT_TYPE_CODE, type ElementType } from './element-type.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/** Operators that onnxruntime adds. */
export const CONTRIBUTED = 'com.microsoft';
const IR_VERSION = 9;
const OPSET_VERSION = 20;
const EXTERNAL = 1;
const ATTRIBUTE_TYPE = { float: 1, integer: 2, string: 3, integers: 7 } as const;

/** A node attribute; the wrapper says which of ONNX's attribute types a number is. */
export type OnnxAttribute =
  { float: number } | { integer: number } | { integers: readonly number[] } | { string: string };

export interface OnnxNode {
  operator: string;
  /** Of the operator; ONNX's own where it is left out. */
  domain?: typeof CONTRIBUTED;
  /** Names of values; an empty name leaves an optional input out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxTensor {
  name: string;
  shape: readonly number[];
  type: ElementType;
  /** Little-endian element bytes, row-major. */
  bytes: Uint8Array;
}

export interface OnnxValueInfo {
  name: string;
  /** A negative size is left open. */
  shape: readonly number[];
  type: ElementType;
}

export interface OnnxGraph {
  nodes: readonly OnnxNode[];
  constants: readonly OnnxTensor[];
  inputs: readonly OnnxValueInfo[];
  outputs: readonly OnnxValueInfo[];
}

/** Bytes of a constant that stand beside the model, under the name by which it asks for them. */
export interface OnnxFile {
  path: string;
  data: Uint8Array;
}

/**
 * Encodes a graph as an ONNX ModelProto that onnxruntime loads from memory.
 * @param isApart constants whose bytes stand beside it, in files of their names
 */
export function encodeOnnxModel(graph: OnnxGraph, isApart: (tensor: OnnxTensor) => boolean = () => false): Uint8Array {
  const opset = new ProtobufWriter().string(1, '').integer(2, OPSET_VERSION);
  const model = new ProtobufWriter()
    .integer(1, IR_VERSION)
    .string(2, 'assay')
    .message(7, graphMessage(graph, isApart))
    .message(8, opset);
  if (graph.nodes.some(({ domain }) => domain === CONTRIBUTED))
    model.message(8, new ProtobufWriter().string(1, CONTRIBUTED).integer(2, 1));
  return model.finish();
}

function graphMessage(graph: OnnxGraph, isApart: (tensor: OnnxTensor) => boolean): ProtobufWriter {
  const message = new ProtobufWriter();
  graph.nodes.forEach((node, index) => message.message(1, nodeMessage(node, index)));
  message.string(2, 'graph');
  for (const constant of graph.constants) message.message(5, tensorMessage(constant, isApart(constant)));
  for (const input of graph.inputs) message.message(11, valueInfoMessage(input));
  for (const output of graph.outputs) message.message(12, valueInfoMessage(output));
  return message;
}

function nodeMessage(node: OnnxNode, index: number): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const input of node.inputs) message.string(1, input);
  for (const output of node.outputs) message.string(2, output);
  message.string(3, `${node.operator}_${index}`).string(4, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes))
    message.message(5, attributeMessage(name, attribute));
  if (node.domain !== undefined) message.string(7, node.domain);
  return message;
}

function attributeMessage(name: string, attribute: OnnxAttribute): ProtobufWriter {
  const message = new ProtobufWriter().string(1, name);
  if ('float' in attribute) return message.float(2, attribute.float).integer(20, ATTRIBUTE_TYPE.float);
  if ('integer' in attribute) return message.integer(3, attribute.integer).integer(20, ATTRIBUTE_TYPE.integer);
  if ('string' in attribute) return message.string(4, attribute.string).integer(20, ATTRIBUTE_TYPE.string);
  for (const value of attribute.integers) message.integer(8, value);
  return message.integer(20, ATTRIBUTE_TYPE.integers);
}

function tensorMessage(tensor: OnnxTensor, isApart: boolean): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const size of tensor.shape) message.integer(1, size);
  message.integer(2, ELEMENT_TYPE_CODE[tensor.type]).string(8, tensor.name);
  if (!isApart) return message.bytes(9, tensor.bytes);
  const entry = (key: string, value: string) => new ProtobufWriter().string(1, key).string(2, value);
  return message
    .message(13, entry('location', tensor.name))
    .message(13, entry('offset', '0'))
    .message(13, entry('length', String(tensor.bytes.length)))
    .integer(14, EXTERNAL);
}

function valueInfoMessage(value: OnnxValueInfo): ProtobufWriter {
  const shape = new ProtobufWriter();
  for (const size of value.shape) {
    const dimension = new ProtobufWriter();
    shape.message(1, size < 0 ? dimension : dimension.integer(1, size));
  }
  const tensorType = new ProtobufWriter().integer(1, ELEMENT_TYPE_CODE[value.type]).message(2, shape);
  return new ProtobufWriter().string(1, value.name).message(2, new ProtobufWriter().message(1, tensorType));
}
