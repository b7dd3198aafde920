// What a process and its thread for checks say to each other.
import type { Progress } from '../core/long-call.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';
import type { Program } from '../core/program/program.ts';
import type { ProgramTask } from '../core/program/program-runner.ts';
import type { TestBatch } from '../core/program/test-batch.ts';
import type { DatasetToCheck } from '../core/quality/check-dataset.ts';
import type { Reply } from './reply.ts';

export type ThreadWork =
  | { kind: 'rows'; dataset: Omit<DatasetToCheck, 'fingerprints'>; usesFingerprints: boolean; hasPrograms: boolean }
  | { kind: 'precheck'; mechanism: string; task: PrecheckTask; hasPrograms: boolean }
  | { kind: 'judge'; mechanism: string; task: unknown; hasPrograms: true; hasLift: boolean };

/** A call that the process makes for its thread. */
export type ThreadCall = { run: [Program, ProgramTask] } | { test: [TestBatch] } | { lift: unknown[] };

/** What the thread says; after a call it waits for the answer. */
export type ThreadMessage = { progress: Progress } | { call: ThreadCall } | Reply<unknown>;

/** What the process says to a call: how far it is, and its end. */
export type CallAnswer = { progress: Progress } | Reply<unknown>;
