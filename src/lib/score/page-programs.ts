// The page's side of programs that a worker wants run: the worker cannot make the frames that hold them.
import { AppError } from '../core/error/app-error.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import { replyOf, type Reply } from './reply.ts';
import type { PagePrograms } from './score-messages.ts';

/** @param settled ends what still runs: the worker's call is over, and nobody waits for it. */
export function pagePrograms(runner: ProgramRunner | undefined, settled: AbortSignal): PagePrograms {
  const reply = <T>(work: (there: ProgramRunner) => Promise<T>): Promise<Reply<T>> =>
    replyOf(async () => {
      if (!runner) throw new AppError('sandbox/unavailable', 'This page runs no programs.');
      return work(runner);
    }, 'sandbox/unavailable');
  return {
    run: (program, task, onProgress) => reply((there) => there.run(program, task, { signal: settled, onProgress })),
    test: (batch, onProgress) => reply((there) => there.test(batch, { signal: settled, onProgress }))
  };
}
