// Preferences without one: both answers are the same, so there is nothing to prefer.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { normaliseText } from './normalise-text.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

export class EqualAnswers implements RowGate {
  object({ parts }: Pick<CheckedRow, 'parts'>): Objection | null {
    const [chosen, rejected] = parts.filter(({ isLearnt }) => isLearnt);
    if (normaliseText(chosen!.text) !== normaliseText(rejected!.text)) return null;
    return { path: rejected!.path, message: 'Both answers are the same: nothing is preferred.' };
  }

  result(tally: GateTally, rows: number): GateResult {
    const gate = {
      name: 'equal-answers',
      limit: QUALITY_LIMITS.worthlessShare,
      offence: 'have two equal answers',
      clean: 'No row has two equal answers.'
    } as const;
    return shareResult(gate, tally, rows);
  }
}
