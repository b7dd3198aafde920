// What a measurement found about one submission, whatever the mechanism: the score and what stands behind it.
import type { GateResult } from '../gate/gate-result.ts';

/** @typeParam Evidence what the mechanism measured, in its own shape; `Mechanism.parseEvidence` reads it. */
export interface Result<Evidence = unknown> {
  /** How it is written down: `assay/verdict/2` is the flat form of lift's first protocols, which stays readable. */
  format: 'assay/verdict/2' | 'assay/result/1';
  /** Name of the mechanism. */
  mechanism: string;
  /** The version of the measure; any changed constant is a new version. */
  protocol: string;
  /** In [0, 1]. 0 when a gate fails. */
  score: number;
  /** 95 % interval of the score, within [0, 1]. */
  interval95: [low: number, high: number];
  /** Why the score is what it is, in one sentence. */
  reason: string;
  gates: GateResult[];
  /** uint32 each, from the chain. */
  seeds: number[];
  evidence: Evidence;
}

/** The outcome of a measurement that was stopped on purpose: no error, and no score. */
export interface Cancelled {
  cancelled: true;
}
