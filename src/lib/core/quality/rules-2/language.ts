// Rows whose output is in another language than the request names, recognised by trigrams (franc, after Cavnar & Trenkle 1994).
import { francAll } from 'franc-min';
import type { CheckedRow } from '../checked-row.ts';
import type { GateResult } from '../../gate/gate-result.ts';
import { QUALITY_LIMITS } from '../quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from '../row-gate.ts';

/** How close the wanted language must come to the closest one: English paragraphs are above .8, ten other languages below .65. */
const LEAST_CLOSENESS = 0.75;

/** Outputs too short to tell are let pass. */
export class Language implements RowGate {
  private readonly wanted: string;

  /** @param wanted ISO 639-3, one that `isKnownLanguage` */
  constructor(wanted: string) {
    this.wanted = wanted;
  }

  object({ output }: CheckedRow): Objection | null {
    if ((output.match(/\p{L}/gu)?.length ?? 0) < QUALITY_LIMITS.languageLetters) return null;
    const ranking = francAll(output, { minLength: 1 });
    const closeness = ranking.find(([language]) => language === this.wanted)?.[1] ?? 0;
    if (closeness >= LEAST_CLOSENESS) return null;
    return { message: `The output is not in the language "${this.wanted}"; it looks like "${ranking[0]![0]}".` };
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
