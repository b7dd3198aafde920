// What an attack's rows scored.
import type { ValidityRow } from '../validity/domain.ts';
import type { RowsScore } from '../validity/score-rows.ts';

export interface AttackScore extends RowsScore {
  domain: string;
  attack: string;
  /** 1: the small model; 2: SmolLM2. */
  tier: number;
  rows: number;
  sample: ValidityRow[];
}
