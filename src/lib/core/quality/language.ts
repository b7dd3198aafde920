// Rows whose output is in another language than the request names.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { OtherLanguage } from './other-language.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

/** Outputs too short to tell are let pass. */
export class Language implements RowGate {
  private readonly wanted: string;
  private readonly other: Pick<OtherLanguage, 'of'>;

  /**
   * @param wanted ISO 639-3
   * @param other tells another language from it, by the rules of the measure
   */
  constructor(wanted: string, other: Pick<OtherLanguage, 'of'> = new OtherLanguage(wanted)) {
    this.wanted = wanted;
    this.other = other;
  }

  object({ output }: Pick<CheckedRow, 'output'>): Objection | null {
    const found = this.other.of(output);
    return found === null
      ? null
      : { message: `The output is not in the language "${this.wanted}"; it looks like "${found}".` };
  }

  result(tally: GateTally, rows: number): GateResult {
    const { worthlessShare: limit } = QUALITY_LIMITS;
    return shareResult(
      {
        name: 'language',
        limit,
        offence: `are not in "${this.wanted}"`,
        clean: `No output is in another language than "${this.wanted}".`
      },
      tally,
      rows
    );
  }
}
