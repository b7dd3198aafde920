// Rows whose output says nothing: empty, white space or invisible characters.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

export class EmptyOutputs implements RowGate {
  object({ outputRange: { from, to } }: CheckedRow): Objection | null {
    return from === to ? { message: 'The output is empty or only white space.' } : null;
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
