// What a guest says while it runs and at its end. To its host it is data of a stranger: see `read-guest-message.ts`.
import type { FailedRun, FinishedRun, ProgramResources } from '../../core/program/program-run.ts';
import type { TestOutcome } from '../../core/program/test-batch.ts';

/** A guest has no clock: its host measures times. */
export type GuestResources = Omit<ProgramResources, 'startMs' | 'runMs'>;

export type GuestEnd =
  | (Omit<FinishedRun, 'resources'> & { resources: GuestResources })
  | (Omit<FailedRun, 'resources'> & { resources: GuestResources });

export type GuestMessage =
  | { kind: 'ready' }
  | { kind: 'progress'; resources: GuestResources }
  | { kind: 'ended'; end: GuestEnd }
  /** Of the next case; the one behind it begins now. */
  | { kind: 'tested'; outcome: TestOutcome; steps: number }
  /** All cases were tested, or the rest is for another guest. */
  | { kind: 'done' }
  /** No run: the interpreter did not start. */
  | { kind: 'broken'; detail: string }
  | { kind: 'snapshot'; snapshot: Uint8Array };
