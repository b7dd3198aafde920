// Rows as the model reads them twice: every output after its own input, and after the input of another row.
import type { MeasuredRows, RowBits } from './objective.ts';
import type { Example } from '../dataset/example.ts';
import { windowLength, type TokenWindow } from '../model/pack-batch.ts';
import type { LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { rowWindows, scoredBytes } from './row-windows.ts';
import { withWrongInputs } from './wrong-inputs.ts';

/** The windows of rows, first with the right inputs, then with wrong ones where they are asked for. Examples of one line are one row. */
export class PairedRows implements MeasuredRows {
  readonly windows: TokenWindow[] = [];
  /** Scored bytes of each row's outputs. */
  readonly bytes: Float64Array;
  /** 1-based line of each row. */
  readonly lines: readonly number[];
  /** Predictions in all windows: what an evaluation costs. */
  readonly positions: number;
  readonly readsWrong: boolean;
  readonly needsReference = false;
  readonly #rowOfWindow: number[] = [];

  constructor(
    examples: readonly Example[],
    { format, context }: ReferenceModel,
    protocol: LiftProtocol,
    { readsWrong = true } = {}
  ) {
    this.readsWrong = readsWrong;
    this.lines = [...new Set(examples.map(({ line }) => line))];
    const rowOfLine = new Map(this.lines.map((line, row) => [line, row]));
    const rows = this.lines.length;
    this.bytes = new Float64Array(rows);
    const wrong = readsWrong ? withWrongInputs(examples, protocol.wrongInputSeed) : [];
    [...examples, ...wrong].forEach((example, index) => {
      const row = rowOfLine.get(example.line)!;
      const isRight = index < examples.length;
      for (const window of rowWindows(example, format, context, protocol)) {
        this.windows.push(window);
        this.#rowOfWindow.push(isRight ? row : row + rows);
        if (isRight) this.bytes[row]! += scoredBytes(window, format);
      }
    });
    this.positions = this.windows.reduce((sum, window) => sum + windowLength(window), 0);
  }

  /** @param losses nats per window */
  rowBits(losses: Float64Array): RowBits {
    const rows = this.bytes.length;
    const bits = { right: new Float64Array(rows), wrong: new Float64Array(this.readsWrong ? rows : 0) };
    losses.forEach((loss, window) => {
      const row = this.#rowOfWindow[window]!;
      if (row < rows) bits.right[row]! += loss / Math.LN2;
      else bits.wrong[row - rows]! += loss / Math.LN2;
    });
    return bits;
  }
}
