// What a process and its thread for checks say to each other.
import type { AppError } from '../core/error/app-error.ts';
import type { Progress } from '../core/long-call.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';
import type { DatasetToCheck } from '../core/quality/check-dataset.ts';

export type ThreadWork =
  | { kind: 'rows'; dataset: Omit<DatasetToCheck, 'fingerprints'>; usesFingerprints: boolean }
  | { kind: 'precheck'; mechanism: string; task: PrecheckTask };

/** An error crosses as its plain form. */
export type ThreadMessage = { progress: Progress } | { outcome: unknown } | { error: ReturnType<AppError['toJSON']> };
