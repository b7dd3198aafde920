// The verdict on one submission, recomputable by anyone from the public inputs it names.
import type { GateResult } from '../quality/gate.ts';

/** A mean in bits per byte of the benchmark's outputs with its 95 % interval over seeds and benchmark rows. */
export interface Measure {
  bitsPerByte: number;
  ci95: [low: number, high: number];
}

export interface SeedRun {
  seed: number;
  trainedBitsPerByte: number;
  liftBitsPerByte: number;
  conditionalGainBitsPerByte: number;
  /** Mean training loss in nats per token, one entry a step. */
  losses: number[];
  /** sha256 of the final parameters' little-endian float32 bytes. */
  parametersHash: string;
}

/** How well the rows' outputs belong to their inputs, in the eyes of a model tuned on the benchmark's rows alone. */
export interface RowPairing {
  /**
   * Over the submission's sampled rows: NLL(output | wrong input) - NLL(output | input), bits per output byte; bounded by
   * what is ordinary among the benchmark's rows, and never above 0 for foreign rows.
   */
  submission: Measure;
  /** The same over the benchmark's own rows, each under a model that was not tuned on it. */
  trusted: Measure;
  /** The sampled rows of the submission, lines ascending: pairing unbounded; foreign where the outputs cost more than ordinary. */
  rows: { line: number; bitsPerByte: number; isForeign: boolean }[];
}

/** What training on the data did to the reference model. */
export interface LiftMeasurement {
  /** What bits are told per, where it is not a byte of the outputs: a pair of answers, of which one is better. */
  unit?: 'pair';
  lift: Measure;
  /** Lift as a share of the baseline's surprise, with its interval: bits saved over bits there were. */
  liftShare: { value: number; ci95: [low: number, high: number] };
  conditionalGain: Measure;
  rowPairing: RowPairing;
  baseline: { bitsPerByte: number };
  trained: { bitsPerByte: number };
  perSeed: SeedRun[];
  /** sha256 over the seeds' parameter hashes, in order. */
  parametersHash: string;
  /** Tokens trained on, all seeds together. */
  tokens: number;
}

export type Backend = 'wasm' | 'webgpu' | 'native';

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
