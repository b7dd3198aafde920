// What training on a dataset did to the reference model: the evidence behind a lift score.
import type { Result } from '../mechanism/result.ts';
import type { Backend } from '../model/backend.ts';

/** A mean in bits per byte of the benchmark's outputs with its 95 % interval over seeds and benchmark rows. */
export interface Measure {
  bitsPerByte: number;
  ci95: [low: number, high: number];
}

export interface SeedRun {
  seed: number;
  trainedBitsPerByte: number;
  liftBitsPerByte: number;
  /** Absent where the benchmark is not read after wrong inputs. */
  conditionalGainBitsPerByte?: number;
  /** Mean training loss in nats per token, one entry a step. */
  losses: number[];
  /** sha256 of the final parameters' little-endian float32 bytes. */
  parametersHash: string;
}

/** How well the rows' outputs belong to their inputs, in the eyes of a model tuned on the benchmark's rows alone. */
export interface RowPairing {
  /**
   * Over the submission's sampled rows: NLL(output | wrong input) - NLL(output | input), bits per output byte; bounded by
   * what is ordinary among the benchmark's rows, and lessened for rows that are not of its kind.
   */
  submission: Measure;
  /** The same over the benchmark's own rows, each under a model that was not tuned on it. */
  trusted: Measure;
  /** The sampled rows of the submission, lines ascending. */
  rows: PairedRow[];
}

export interface PairedRow {
  line: number;
  /** Pairing, unbounded. */
  bitsPerByte: number;
  /** Whether it is of none of the benchmark's kind: its pairing earns nothing. */
  isForeign: boolean;
  /** How far it is of the benchmark's kind, in [0, 1]; `assay-lift/2` knew only all or nothing. */
  relevance?: number;
}

/** What training on the data did to the reference model. */
export interface LiftMeasurement {
  /** What bits are measured per, where it is not a byte of the outputs: a pair of answers, of which one is better. */
  unit?: 'pair';
  lift: Measure;
  /** Lift as a share of the baseline's surprise, with its interval: bits saved over bits there were. */
  liftShare: { value: number; ci95: [low: number, high: number] };
  /** Absent where the benchmark is not read after wrong inputs. */
  conditionalGain?: Measure;
  rowPairing: RowPairing;
  baseline: { bitsPerByte: number };
  trained: { bitsPerByte: number };
  perSeed: SeedRun[];
  /** sha256 over the seeds' parameter hashes, in order. */
  parametersHash: string;
  /** Tokens trained on, all seeds together. */
  tokens: number;
}

/** What a result of lift rests on. */
export interface LiftEvidence {
  /** Share of the file's rows that no gate left out; it multiplies the score. */
  countedShare: number;
  /** null when a gate failed and nothing was trained. */
  measurement: LiftMeasurement | null;
  reference: { cid: string };
  rows: number;
  benchmarkRows: number;
  backend: Backend;
  threads: number;
  tokensPerSecond: number;
}

export type LiftResult = Result<LiftEvidence>;
