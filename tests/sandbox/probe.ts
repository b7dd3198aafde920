// A Python program that tries to leave the sandbox or to spend more than it may, and what must come of it.
import type { ProgramFailure } from '#lib/core/program/program-run.ts';
import type { ProgramLimits } from '#lib/core/program/program-limits.ts';

export type ProbeArea =
  'network' | 'page' | 'bridge' | 'memory' | 'files' | 'processes' | 'clock' | 'interpreter' | 'depth' | 'flood';

interface Probe {
  area: ProbeArea;
  name: string;
  code: string;
}

/** Leaves the interpreter running: `result`, or the exception, is compared. `HOST`, `PORT` and `URL` lead to a server that listens. */
export interface TriedProbe extends Probe {
  gives: RegExp;
}

/** Has a run of its own, which it ends. */
export interface EndingProbe extends Probe {
  ends: { reason: ProgramFailure; detail: RegExp } | { exitCode: number; printed?: RegExp };
  limits?: Partial<ProgramLimits>;
}
