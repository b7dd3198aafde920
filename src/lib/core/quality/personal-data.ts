// Rows that hold personal data, in any column: the set is published whole.
import type { CheckedRow } from './checked-row.ts';
import { firstInTexts } from './each-text.ts';
import { findPersonalDatum, type PersonalDatum } from './find-personal-data.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { mask } from './mask.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

export class PersonalData implements RowGate {
  readonly #find: (text: string) => PersonalDatum | null;

  constructor(find: (text: string) => PersonalDatum | null = findPersonalDatum) {
    this.#find = find;
  }

  object({ value }: CheckedRow): Objection | null {
    return firstInTexts(value, (text) => {
      const datum = this.#find(text);
      return datum && `Holds what looks like ${datum.name}: ${mask(datum.value)}`;
    });
  }

  result(tally: GateTally, rows: number): GateResult {
    const { personalDataShare: limit } = QUALITY_LIMITS;
    return shareResult(
      { name: 'personal-data', limit, offence: 'hold personal data', clean: 'No row holds personal data.' },
      tally,
      rows
    );
  }
}
