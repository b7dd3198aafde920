// The page's side of programs that a worker wants run: the worker cannot make the frames that hold them.
import { AppError } from '../core/error/app-error.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import type { PagePrograms } from './score-messages.ts';

/** @param settled ends what still runs: the worker's call is over, and nobody waits for it. */
export function pagePrograms(runner: ProgramRunner | undefined, settled: AbortSignal): PagePrograms {
  return {
    async run(program, task, onProgress) {
      try {
        if (!runner) throw new AppError('sandbox/unavailable', 'This page runs no programs.');
        return { outcome: await runner.run(program, task, { signal: settled, onProgress }) };
      } catch (thrown) {
        return { error: AppError.from(thrown, 'sandbox/unavailable').toJSON() };
      }
    }
  };
}
