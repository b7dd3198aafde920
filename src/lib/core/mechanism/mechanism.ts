// The seam of the market: a mechanism turns a request's sealed submissions, its hidden part and seeds from the chain into a
// result per submission. Escrow, sealing, seats, juries, payout, delivery and the pages' frames know none of them by name.
import type { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import type { ResultComparison } from './compared-values.ts';
import type { Explanation } from './explanation.ts';
import type { GateResult } from '../gate/gate-result.ts';
import type { ApartCalls } from './judge-apart.ts';
import type { MachineNeeds } from './machine-needs.ts';
import type { Machine } from './machine.ts';
import type { MeasureTask, PrecheckTask } from './measure-task.ts';
import type { OpenedRules } from './opened-entries.ts';
import type { PackageFile } from './package-file.ts';
import type { Cancelled, Result } from './result.ts';

/** What a rerun gives a jury and a consumer: the same bits, numbers within a tolerance, or a count. */
export type Rerun = 'bits' | 'tolerance' | 'recount';

/** Which other submissions of the request a measurement reads: none, those committed before it, or all that were revealed. */
export type Reads = 'own' | 'earlier' | 'all';

/** Which of a miner's scores stands where a paid request is divided for weights: each for itself, or the best that was paid as well. */
export type ScoreAggregation = 'mean' | 'best';

export interface Precheck {
  gates: GateResult[];
  /** What is in the entry, counted as the mechanism counts: rows, tasks, files. */
  items: number;
}

/**
 * @typeParam Body the mechanism's part of `request.json`
 * @typeParam Entry a submission in memory
 * @typeParam Evidence what a result of it rests on
 */
export interface Mechanism<Body = unknown, Entry = unknown, Evidence = unknown> {
  /** As a request names it and as the registries list it. */
  readonly name: string;
  /** The version of its measure, for new requests. */
  readonly protocol: string;
  /** Versions that it still computes for older requests, the oldest first. */
  readonly earlierProtocols?: readonly string[];
  readonly rerun: Rerun;
  readonly reads: Reads;
  /** Where a measurement is also held against what the market's other requests have opened; absent: it is not. */
  readonly opened?: OpenedRules<Evidence>;
  /** Whether entries are held against the practice part, which everybody has; absent: they are not. */
  readonly readsPractice?: true;
  /** Whether a request cannot be without a practice part: it is what is worked on. */
  readonly needsPractice?: true;
  /** How many seeds a measurement takes. */
  readonly seeds: number;
  readonly aggregation: ScoreAggregation;

  /** What scoring such a request asks of a validator's machine; null or absent where no program of a stranger is run. */
  needs?(spec: RequestSpec & Body): MachineNeeds | null;

  /** Its part of `request.json`. @throws AppError `request/...` naming the field. */
  parseBody(fields: unknown): Body;

  /**
   * Looks at the hidden part, and at the practice part where there is one, before a bounty is locked.
   * @returns how many items each has. @throws AppError naming file, line and field.
   */
  checkHidden(
    spec: RequestSpec & Body,
    hidden: Uint8Array,
    practice: Uint8Array | null
  ): { items: number; practiceItems: number };

  /** The entry in a package's files. @throws AppError `package/...` for files that are no entry. */
  readEntry(files: readonly PackageFile[], packageCid: string): Entry;

  /** The package of an entry: the same inputs give the same bytes, and so the same CID. */
  packEntry(entry: Entry, about: { spec: RequestSpec & Body; requestCid: string; gates: GateResult[] }): PackageFile[];

  /**
   * What a validator will say of the entry, as far as it can be known before anything is sent.
   * @param machine with what a program of the entry is tried; whoever runs prechecks apart gives it.
   * @throws AppError for an entry that cannot be read; the signal's reason when cancelled.
   */
  precheck(
    task: PrecheckTask<Body, Entry>,
    options?: LongCallOptions,
    machine?: Pick<Machine, 'programs'>
  ): Promise<Precheck>;

  /**
   * The result of `task.entry`. An aborted signal gives `{ cancelled: true }`; an error is never a score.
   * @throws AppError of the mechanism and of the machine.
   */
  measure(task: MeasureTask<Body>, machine: Machine, options?: LongCallOptions): Promise<Result<Evidence> | Cancelled>;

  /** The part of `measure` that judges what strangers wrote, for `Machine.judgeApart`. */
  judge?(task: unknown, calls: ApartCalls, options: LongCallOptions): Promise<unknown>;

  /**
   * Whether an error of `measure` says what is wrong with the entry, as every machine would find: then its score is 0. What
   * goes wrong with a machine, a deadline or the hidden part is no such error.
   */
  isEntryFault(error: AppError): boolean;

  /** Evidence of unknown origin, checked before anything in it is believed. @throws AppError `report/malformed`. */
  parseEvidence(evidence: unknown): Evidence;

  /** Two results on the same submission, number by number. */
  compare(claimed: Result<Evidence>, own: Result<Evidence>): ResultComparison;

  explain(result: Result<Evidence>): Explanation;
}

/** A mechanism whose types only its own code knows. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each method takes what another of the same mechanism gave
export type AnyMechanism = Mechanism<any, any, any>;
