// An operator plants one kind of flaw in an output, the same one from the same draw. No model is asked.
import type { SeededRandom } from '../../model/seeded-random.ts';

export type FlawKind = 'text' | 'code' | 'conversation';

/** A place of an output and what stands there afterwards. */
export interface Edit {
  from: number;
  to: number;
  after: string;
}

export interface FlawOperator {
  name: string;
  kind: FlawKind;
  /** 1 is easily overlooked, 3 spoils the whole. */
  strength: 1 | 2 | 3;
  /**
   * Edits that do not overlap, or null where the output has no place for this flaw.
   * @param donors outputs of other tasks, of the same kind
   */
  edits(source: string, random: SeededRandom, donors: readonly string[]): Edit[] | null;
}

export const pick = <T>(items: readonly T[], random: SeededRandom): T | null =>
  items.length === 0 ? null : items[random.below(items.length)]!;
