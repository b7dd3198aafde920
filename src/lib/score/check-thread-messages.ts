// What a process and its thread for checks say to each other.
import type { AppError } from '../core/error/app-error.ts';
import type { Progress } from '../core/long-call.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';
import type { TestBatch, TestRun } from '../core/program/test-batch.ts';
import type { DatasetToCheck } from '../core/quality/check-dataset.ts';

export type ThreadWork =
  | { kind: 'rows'; dataset: Omit<DatasetToCheck, 'fingerprints'>; usesFingerprints: boolean; hasPrograms: boolean }
  | { kind: 'precheck'; mechanism: string; task: PrecheckTask; hasPrograms: boolean };

/** An error crosses as its plain form. */
type ThreadError = { error: ReturnType<AppError['toJSON']> };

/** What the thread says; after `tests` it waits for the reply. */
export type ThreadMessage = { progress: Progress } | { tests: TestBatch } | { outcome: unknown } | ThreadError;

/** What the process answers to `tests`. */
export type ThreadReply = { tested: TestRun } | ThreadError;
