// Packs token windows of unequal length into sequences of fixed size, so that few positions carry no work.
import type { ModelShape } from './model-shape.ts';

/** Tokens the model reads in one go; it predicts each from those before it. */
export interface TokenWindow {
  tokens: readonly number[];
  /** Index of the first token whose prediction counts. */
  scoredFrom: number;
}

/** How a batch's positions are cut into sequences. */
export interface BatchLayout {
  sequences: number;
  /** Positions in a sequence. */
  length: number;
}

/** Model inputs, each [sequences x length] row-major. */
export interface PackedBatch extends BatchLayout {
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

/** Below this, attention is no longer what a step of a small model costs. */
export const LENGTH_MIN = 64;
/** Shorter sequences are worth it while they hold this share of what the longest hold. */
const SHARE_MIN = 7 / 8;
/** Windows to choose from: enough to fill the gaps that long ones leave. */
export const LOOK_AHEAD = 128;

export interface BatchFilling extends BatchLayout {
  /** Indices of the windows taken, rising; the first is always among them. */
  taken: number[];
  /** The sequence of each. */
  sequenceOf: number[];
}

/**
 * Fills a batch from the next windows: first fit in their order, passing over those that find no room. Sequences are shorter,
 * so that there is less attention to compute, where short windows fill them as well.
 * @param lengths of the next windows, at most `context` each
 * @param shortest sequences are at least so long
 */
export function fillBatch(
  lengths: readonly number[],
  batch: number,
  context: number,
  shortest = LENGTH_MIN
): BatchFilling {
  const longest = firstFit(lengths, batch, context);
  let best = longest;
  for (let length = context / 2; length >= shortest && Number.isInteger(length); length /= 2) {
    const shorter = firstFit(lengths, (batch * context) / length, length);
    if (shorter.taken[0] !== 0 || shorter.positions < longest.positions * SHARE_MIN) break;
    best = shorter;
  }
  const { positions: _, ...filling } = best;
  return filling;
}

function firstFit(lengths: readonly number[], sequences: number, length: number): BatchFilling & { positions: number } {
  const room = new Array<number>(sequences).fill(length);
  const taken: number[] = [];
  const sequenceOf: number[] = [];
  let positions = 0;
  lengths.forEach((needed, index) => {
    const sequence = room.findIndex((left) => left >= needed);
    if (sequence < 0) return;
    room[sequence]! -= needed;
    taken.push(index);
    sequenceOf.push(sequence);
    positions += needed;
  });
  return { sequences, length, taken, sequenceOf, positions };
}

/** Lays windows out in the sequences that {@link placeWindows} chose. */
export function packBatch(
  windows: readonly TokenWindow[],
  sequences: readonly number[],
  batch: number,
  { context }: Pick<ModelShape, 'context'>
): PackedBatch {
  const size = batch * context;
  const packed: PackedBatch = {
    sequences: batch,
    length: context,
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
