// What is said of a harness: whether it may be scored, what it scores, and why.
import type { GateResult } from '../../gate/gate-result.ts';
import type { ProgramResources } from '../../program/program-run.ts';
import type { ReviewReport } from '../review/review-package.ts';
import type { ScoreFactor } from '../score/explain-score.ts';
import type { SimilarityStatus } from '../structure/compare-structures.ts';
import type { UpstreamScore } from '../upstream/upstream-score.ts';
import type { ConversationLift } from './conversation-lift.ts';
import type { DifferentLine, RunFailure } from './run-harness.ts';

/** One earlier program beside this one. */
export interface SimilarProgram {
  name: string;
  /** As Data Fabrication counts, in whole percent. */
  percent: number;
  status: SimilarityStatus;
  /** How much of this program is a copy of it, in [0, 1]. */
  copied: number;
}

export interface HarnessReport {
  format: 'assay/harness-report/1';
  protocol: string;
  treeHash: string;
  entryPoint: string;
  seed: number;
  /** In [0, 1]; 0 where a gate failed. */
  score: number;
  /** 95 %: of what the reference model learns, the rest is the same for everybody. */
  interval95: [low: number, high: number];
  gates: GateResult[];
  factors: ScoreFactor[];
  /** What a model learns of the request's hidden conversations; null where there are none, or a gate failed. */
  lift: ConversationLift | null;
  /** Why the runs gave nothing; null where they gave something, or none was made. */
  failure: RunFailure | null;
  /** Data Fabrication's own score of the same rows, for comparison; null where there are none. */
  upstream: UpstreamScore | null;
  review: ReviewReport;
  similarity: {
    programs: SimilarProgram[];
    /** Share of conversations that stand in earlier outputs. */
    copiedRows: number;
  };
  conversations: number;
  /** SHA-256 of the output, in hexadecimal; null where there is none. */
  outputHash: string | null;
  /** The third run, with another seed; null where it came to nothing. */
  otherRun: { seed: number; conversations: number; outputHash: string } | null;
  /** Lines in which two runs with the same seed differ, the first few. */
  differentLines: DifferentLine[];
  /** The end of what the program said of its own failure; from the program, to be shown as text. */
  errorsTail: string;
  resources: ProgramResources | null;
}
