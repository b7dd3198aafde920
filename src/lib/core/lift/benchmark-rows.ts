// The hidden benchmark as the model reads it: every row with its own input, and every row with a wrong one.
import type { Example } from '../dataset/example.ts';
import { windowLength, type TokenWindow } from './pack-batch.ts';
import type { LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from './reference-model.ts';
import { rowWindows, scoredBytes } from './row-windows.ts';
import { withWrongInputs } from './wrong-inputs.ts';

/** Bits of every benchmark row's output, given its own and a wrong input. */
export interface RowBits {
  right: Float64Array;
  wrong: Float64Array;
}

/** The rows' windows, first with the right inputs, then with wrong ones. */
export class BenchmarkRows {
  readonly windows: TokenWindow[] = [];
  /** Scored bytes of each row's output. */
  readonly bytes: Float64Array;
  /** Predictions in all windows: what an evaluation costs. */
  readonly positions: number;
  readonly #rowOfWindow: number[] = [];

  constructor(examples: readonly Example[], { tokenizer, shape }: ReferenceModel, protocol: LiftProtocol) {
    this.bytes = new Float64Array(examples.length);
    [...examples, ...withWrongInputs(examples, protocol.wrongInputSeed)].forEach((example, row) => {
      for (const window of rowWindows(example, tokenizer, shape.context, protocol)) {
        this.windows.push(window);
        this.#rowOfWindow.push(row);
        if (row < examples.length) this.bytes[row]! += scoredBytes(window, tokenizer);
      }
    });
    this.positions = this.windows.reduce((sum, window) => sum + windowLength(window), 0);
  }

  /** @param losses nats per window */
  rowBits(losses: Float64Array): RowBits {
    const rows = this.bytes.length;
    const bits = { right: new Float64Array(rows), wrong: new Float64Array(rows) };
    losses.forEach((loss, window) => {
      const row = this.#rowOfWindow[window]!;
      if (row < rows) bits.right[row]! += loss / Math.LN2;
      else bits.wrong[row - rows]! += loss / Math.LN2;
    });
    return bits;
  }
}
