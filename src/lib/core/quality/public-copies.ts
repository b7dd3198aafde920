// Outputs that stand word for word in a public text, by its fingerprints: the base model's own texts teach it nothing.
import type { RowRules } from '../dataset/row-rules.ts';
import type { CheckedRow } from './checked-row.ts';
import { FINGERPRINT, winnow, type Fingerprints } from './fingerprints.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

/** Inputs may quote what they like: a question about a public text is new work. */
export class PublicCopies implements RowGate {
  private readonly fingerprints: Fingerprints;
  private readonly fewestKnown: number;

  constructor(fingerprints: Fingerprints, rules: RowRules) {
    this.fingerprints = fingerprints;
    this.fewestKnown = rules === 2 ? 0 : QUALITY_LIMITS.publicCopyMarks;
  }

  object({ outputRange: { from, to }, loops }: CheckedRow): Objection | null {
    const words = loops.words(from, to);
    if (words.length < FINGERPRINT.fewestWords) return null;
    const marks = winnow(words);
    const known = marks.filter((mark) => this.fingerprints.has(mark)).length;
    return known >= this.fewestKnown && known >= QUALITY_LIMITS.publicCopyShare * marks.length
      ? { message: 'The output stands in a public text that the reference model has read.' }
      : null;
  }

  result(tally: GateTally, rows: number): GateResult {
    const { worthlessShare: limit } = QUALITY_LIMITS;
    return shareResult(
      { name: 'public-copies', limit, offence: 'copy a public text', clean: 'No output copies a known public text.' },
      tally,
      rows
    );
  }
}
