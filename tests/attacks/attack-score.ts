// What an attack's rows scored.
import type { ValidityRow } from '../validity/domain.ts';

export interface AttackScore {
  domain: string;
  attack: string;
  /** 1: the small model; 2: SmolLM2. */
  tier: number;
  rows: number;
  score: number;
  interval95: readonly [number, number];
  liftShare: number | null;
  pairingShare: number | null;
  countedShare: number;
  failedGates: string[];
  sample: ValidityRow[];
}
