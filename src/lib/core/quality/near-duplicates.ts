// Rows that nearly repeat an earlier row of the set, but for what many rows of the set share.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';
import { SimilarTexts } from './similar-texts.ts';

/** Its rows are also what earlier submissions are compared with. */
export class NearDuplicates implements RowGate {
  private readonly texts: SimilarTexts;
  private readonly lines: number[] = [];

  constructor(threshold: number) {
    this.texts = new SimilarTexts(threshold);
  }

  object(row: CheckedRow): Objection | null {
    const signature = signatureOf(row);
    const similar = this.texts.find(signature);
    if (similar >= 0) return { message: `This row nearly repeats line ${this.lines[similar]}.` };
    this.texts.add(signature);
    this.lines.push(row.line);
    return null;
  }

  /** Lines of rows taken so far that are like this row of another set. */
  linesLike(row: CheckedRow): number[] {
    const lines: number[] = [];
    this.texts.eachSimilar(signatureOf(row), (text) => {
      lines.push(this.lines[text]!);
      return false;
    });
    return lines;
  }

  result(tally: GateTally, rows: number): GateResult {
    const gate = {
      name: 'near-duplicates',
      limit: QUALITY_LIMITS.worthlessShare,
      offence: 'nearly repeat an earlier row',
      clean: 'No row nearly repeats an earlier one.'
    } as const;
    return shareResult(gate, tally, rows);
  }
}

/** Of what is the row's own, input and output. */
export function signatureOf({ own: { inputRange, outputRange }, loops }: CheckedRow): Uint8Array {
  return loops.minhash(inputRange.from, outputRange.to);
}
