// What a cell said: the score by each tier, and what the larger model learnt from the same rows.
import type { ValidityRow } from './domain.ts';
import type { RowsScore } from './score-rows.ts';

export interface ValidityScore extends RowsScore {
  domain: string;
  variant: string;
  /** 1: the small reference model, 2: SmolLM2-135M. */
  tier: 1 | 2;
  /** Protocol and reference model: other ones compare with nothing here. */
  settings: string;
  seconds: number;
}

/** What the larger model made of a cell (tune.py). */
export interface TunedCell {
  tokens: number;
  steps: number;
  /** Nats of each test row's answer. */
  losses: number[];
  answers: number[][];
  seconds: number;
}

export interface LearntRows {
  domain: string;
  variant: string;
  rows: number;
  /** Bits per byte of the held-out answers, row by row: [bits, bytes]. */
  bits: [number, number][];
  /** Whether each held-out row was answered rightly; null where answers cannot be judged. */
  right: boolean[] | null;
  tokens: number;
  seconds: number;
}

export const bitsPerByte = (bits: readonly [number, number][]): number =>
  bits.reduce((sum, [some]) => sum + some, 0) / bits.reduce((sum, [, bytes]) => sum + bytes, 0);

export const successRate = (right: readonly boolean[]): number => right.filter(Boolean).length / right.length;

/** Thousandths of a bit are enough, and short in a file. */
const rounded = (bits: number): number => Math.round(bits * 1000) / 1000;

export function learntRows(
  cell: { domain: string; variant: string; rows: number },
  tuned: TunedCell,
  test: readonly ValidityRow[],
  answerOf: (tokens: readonly number[]) => string,
  succeeds: ((answer: string, row: ValidityRow) => boolean) | null
): LearntRows {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  return {
    ...cell,
    bits: tuned.losses.map((nats, index) => [rounded(nats / Math.LN2), bytes(test[index]!.output)]),
    right: succeeds && tuned.answers.map((tokens, index) => succeeds(answerOf(tokens), test[index]!)),
    tokens: tuned.tokens,
    seconds: tuned.seconds
  };
}
