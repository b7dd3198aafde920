// How a run of a program ended. Whatever a program does is an outcome, never an error of whoever runs it.

export interface ProgramResources {
  /** Of the interpreter's memory at its end, which never shrinks. */
  memoryBytes: number;
  fileBytes: number;
  fileCount: number;
  printedBytes: number;
  /** Real time; not the same on another machine. */
  startMs: number;
  runMs: number;
}

/**
 * Why a run has no result: `budget` (printed or wrote more than it may), `forbidden` (called what no program may), `crashed`
 * (ended its interpreter), `clock` (took longer than it may), `unusable` (is no program that can be started).
 * Runs with the same seed agree on `budget`, `forbidden` and `unusable`; `clock` and `crashed` also depend on the machine.
 */
export type ProgramFailure = 'budget' | 'forbidden' | 'crashed' | 'clock' | 'unusable';

export interface FinishedRun {
  outcome: 'finished';
  /** 0, or what the program ended with; 1 after an exception that it did not catch. */
  exitCode: number;
  /** The output file; null where there is none. */
  output: Uint8Array | null;
  /** Standard output, whole. */
  printed: Uint8Array;
  /** The end of what it wrote to standard error, bounded. */
  errorsTail: string;
  resources: ProgramResources;
}

export interface FailedRun {
  outcome: 'failed';
  reason: ProgramFailure;
  /** One clause in plain words, bounded, of the sandbox; never of the program. */
  detail: string;
  /** Standard output so far; empty where the program did not get to say it, as a run that was ended from outside. */
  printed: Uint8Array;
  /** The end of what it wrote to standard error, bounded; empty as `printed`. */
  errorsTail: string;
  /** What is known of them: a run that was ended from outside says nothing. */
  resources: Partial<ProgramResources>;
}

export type ProgramRun = FinishedRun | FailedRun | { outcome: 'cancelled' };
