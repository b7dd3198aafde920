// Rows that hold a credential, in any column: the set is published whole.
import type { CheckedRow } from './checked-row.ts';
import { firstInTexts } from './each-text.ts';
import { findSecret } from './find-secrets.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { mask } from './mask.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';

export class Secrets implements RowGate {
  readonly #find: typeof findSecret;

  constructor(find: typeof findSecret = findSecret) {
    this.#find = find;
  }

  object({ value }: CheckedRow): Objection | null {
    return firstInTexts(value, (text) => {
      const secret = this.#find(text);
      return secret && `Holds what looks like ${secret.name}: ${mask(secret.value)}`;
    });
  }

  result(tally: GateTally, rows: number): GateResult {
    const gate = {
      name: 'secrets',
      limit: QUALITY_LIMITS.secretShare,
      offence: 'hold a credential',
      clean: 'No row holds a credential.'
    } as const;
    return shareResult(gate, tally, rows);
  }
}
