// What a harness is judged by, whoever asks for it.
import type { ProgramLimits } from '../../program/program-limits.ts';
import type { ReviewPolicy } from '../review/review-package.ts';

export interface HarnessTerms {
  limits: ProgramLimits;
  policy: ReviewPolicy;
  /** Whether conversations are asked to bring tests along, which are then run on their answers. */
  tests: boolean;
  /** How many conversations are asked for. */
  wanted: { min: number; max: number };
}
