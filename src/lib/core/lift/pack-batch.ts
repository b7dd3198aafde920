// Packs token windows of unequal length into sequences of fixed size, so that few positions carry no work.
import type { ModelShape } from './model-shape.ts';

/** Tokens the model reads in one go; it predicts each from those before it. */
export interface TokenWindow {
  tokens: readonly number[];
  /** Index of the first token whose prediction counts. */
  scoredFrom: number;
}

/** Model inputs, each [batch x context] row-major. */
export interface PackedBatch {
  tokens: Int32Array;
  positions: Int32Array;
  rows: Int32Array;
  targets: Int32Array;
  /** 1 where the prediction counts, else 0. */
  scored: Uint8Array;
  /** Per window: where its first prediction stands in the arrays. */
  offsets: number[];
}

/** Predictions a window takes: all its tokens but the first. */
export const windowLength = (window: TokenWindow): number => window.tokens.length - 1;

/** Padding is a row of its own, which no window shares. */
const PADDING_ROW = -1;

/**
 * Which of the sequences each window goes to: first fit, in the given order, until one does not fit.
 * @returns the sequence of each placed window
 */
export function placeWindows(lengths: Iterable<number>, batch: number, context: number): number[] {
  const used = new Array<number>(batch).fill(0);
  const sequences: number[] = [];
  for (const length of lengths) {
    const sequence = used.findIndex((taken) => taken + length <= context);
    if (sequence < 0) break;
    used[sequence]! += length;
    sequences.push(sequence);
  }
  return sequences;
}

/** Lays windows out in the sequences that {@link placeWindows} chose. */
export function packBatch(
  windows: readonly TokenWindow[],
  sequences: readonly number[],
  batch: number,
  { context }: ModelShape
): PackedBatch {
  const size = batch * context;
  const packed: PackedBatch = {
    tokens: new Int32Array(size),
    positions: new Int32Array(size),
    rows: new Int32Array(size).fill(PADDING_ROW),
    targets: new Int32Array(size),
    scored: new Uint8Array(size),
    offsets: []
  };
  const used = new Array<number>(batch).fill(0);
  windows.forEach((window, index) => {
    const sequence = sequences[index]!;
    const offset = sequence * context + used[sequence]!;
    const length = windowLength(window);
    used[sequence]! += length;
    packed.offsets.push(offset);
    for (let position = 0; position < length; position++) {
      packed.tokens[offset + position] = window.tokens[position]!;
      packed.positions[offset + position] = position;
      packed.rows[offset + position] = index;
      packed.targets[offset + position] = window.tokens[position + 1]!;
      packed.scored[offset + position] = position + 1 >= window.scoredFrom ? 1 : 0;
    }
  });
  return packed;
}
