// Thrown out of an interpreter to end a run from inside: through its frames, which cannot catch it.
import type { ProgramFailure } from '../../core/program/program-run.ts';

export class RunEnded extends Error {
  readonly reason: ProgramFailure;

  constructor(reason: ProgramFailure, detail: string) {
    super(detail);
    this.name = 'RunEnded';
    this.reason = reason;
  }
}
