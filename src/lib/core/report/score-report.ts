// The verdict on one submission, recomputable by anyone from the public inputs it names.
import type { LiftMeasurement } from '../lift/lift-evidence.ts';
import type { Backend } from '../model/backend.ts';
import type { GateResult } from '../quality/gate.ts';

/** The part of the verdict that needs no chain: what `assay score` prints. */
export interface Verdict {
  format: 'assay/verdict/2';
  /** The version of the measure; any changed constant is a new version. */
  protocol: string;
  /** In [0, 1]. 0 when a gate fails or the lift's interval reaches 0. */
  score: number;
  /** 95 % interval of the score, within [0, 1]. */
  interval95: [low: number, high: number];
  /** Share of the file's rows that no gate left out; it multiplies the score. */
  countedShare: number;
  /** Why the score is what it is, in one sentence. */
  reason: string;
  gates: GateResult[];
  /** null when a gate failed and nothing was trained. */
  measurement: LiftMeasurement | null;
  seeds: number[];
  reference: { cid: string };
  rows: number;
  benchmarkRows: number;
  backend: Backend;
  threads: number;
  tokensPerSecond: number;
}

/** A verdict bound to the request, submission and chain state it was computed for; its bytes are stored by CID. */
export interface ScoreReport {
  format: 'assay/report/1';
  request: { id: string; cid: string };
  submission: { index: number; packageCid: string; miner: string };
  benchmark: { commitment: string };
  /** The block whose hash, with the submission's id, gives the seeds. */
  seedBlock: { number: number; hash: string };
  verdict: Verdict;
  /** Earlier submissions that the validator could not read: what is copied from them counts here. Absent: none. */
  earlierUnread?: number[];
  validator: { hotkey: string; uid: number };
  chain: { genesisHash: string; netuid: number; specVersion: number };
  /** sr25519 over the readable statement of `reportStatement`, by the validator's hotkey; absent until signed. */
  signature?: string;
}
