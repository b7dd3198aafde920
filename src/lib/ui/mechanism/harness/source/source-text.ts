// The text of a file of unknown origin as lines that can be drawn: bounded in bytes, lines and length.
import { shorten } from '../../../../core/encoding/shorten.ts';

export const MOST_SHOWN_BYTES = 1024 * 1024;
export const MOST_SHOWN_LINES = 100_000;
export const MOST_SHOWN_CHARACTERS = 1000;

export class SourceText {
  /** As far as it is shown. */
  readonly text: string;
  readonly lineCount: number;
  /** Whether the file goes on. */
  readonly isCut: boolean;
  readonly #starts: number[];

  constructor(bytes: Uint8Array) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, MOST_SHOWN_BYTES));
    const starts = [0];
    let at = text.indexOf('\n');
    while (at !== -1 && starts.length <= MOST_SHOWN_LINES) {
      starts.push(at + 1);
      at = text.indexOf('\n', at + 1);
    }
    const hasMoreLines = starts.length > MOST_SHOWN_LINES;
    const end = hasMoreLines ? starts.pop()! : text.length;
    this.text = text.slice(0, end);
    this.isCut = hasMoreLines || bytes.length > MOST_SHOWN_BYTES;
    // What ends with a line break has no line behind it.
    if (starts.length > 1 && starts.at(-1) === this.text.length) starts.pop();
    this.#starts = starts;
    this.lineCount = starts.length;
  }

  /** Where a line lies in `text`, its break left out. @param line from 1 to `lineCount` */
  range(line: number): { from: number; to: number } {
    const from = this.#starts[line - 1]!;
    const next = this.#starts[line];
    const end = next === undefined ? this.text.length - (this.text.endsWith('\n') ? 1 : 0) : next - 1;
    return { from, to: Math.max(from, this.text[end - 1] === '\r' ? end - 1 : end) };
  }

  /** As much of a line as is drawn. */
  line(line: number): string {
    const { from, to } = this.range(line);
    return shorten(this.text.slice(from, to), MOST_SHOWN_CHARACTERS);
  }
}
