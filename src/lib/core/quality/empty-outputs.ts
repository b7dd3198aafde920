// Rows with an output that says nothing: empty, white space or invisible characters. Every answer counts: each turn of the
// assistant, both of a preference.
import type { RowRules } from '../dataset/row-rules.ts';
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { normaliseText } from './normalise-text.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

export class EmptyOutputs implements RowGate {
  readonly #rules: RowRules;

  constructor(rules: RowRules) {
    this.#rules = rules;
  }

  object({ parts, outputRange: { from, to } }: CheckedRow): Objection | null {
    const message = 'The output is empty or only white space.';
    if (this.#rules === 2) return from === to ? { message } : null;
    const empty = parts.find(({ text, isLearnt }) => isLearnt && normaliseText(text) === '');
    return empty === undefined ? null : { path: empty.path, message };
  }

  result(tally: GateTally, rows: number): GateResult {
    const gate = {
      name: 'empty-outputs',
      limit: QUALITY_LIMITS.worthlessShare,
      offence: 'have an empty output',
      clean: 'Every output has text.'
    } as const;
    return shareResult(gate, tally, rows);
  }
}
