// The structure of a program: its syntax tree's nodes in pre-order, with names made alike (Data Fabrication, ast_similarity.py).
import type { PythonReading } from '../review/python-reading.ts';

/** Nodes that are compared; longer programs by their beginning and by fingerprints. */
export const MAX_COMPARED_NODES = 100_000;

/**
 * Of all files as one program, sorted by path. Names are numbered by first use, except those of Python itself: the reference's form.
 */
export function numberedNodes(readings: readonly PythonReading[]): string[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => numbers.get(name) ?? numbers.set(name, numbers.size).get(name)!;
  return nodesOf(readings).map((node) => rename(node, (name) => `var_${numberOf(name)}`));
}

/** The same with one name for all: what is put in front shifts no number. */
export function namelessNodes(readings: readonly PythonReading[]): string[] {
  return nodesOf(readings).map((node) => rename(node, () => '_'));
}

function nodesOf(readings: readonly PythonReading[]): string[] {
  const sorted = readings
    .filter(({ nodes }) => nodes.length > 0)
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  // One program has one module, however many files it lies in.
  return sorted.flatMap(({ nodes }, index) => (index === 0 ? nodes : nodes.slice(1)));
}

/** `Name:count` as `Name(var_0)`, `Name=print` as `Name(print)`, `:main` as `var_0`. */
function rename(node: string, nameFor: (name: string) => string): string {
  const at = node.search(/[:=]/);
  if (at === -1) return node;
  const kind = node.slice(0, at);
  const name = node[at] === ':' ? nameFor(node.slice(at + 1)) : node.slice(at + 1);
  return kind === '' ? name : `${kind}(${name})`;
}
