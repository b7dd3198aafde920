// The worker's side of programs: they are run by the page.
import { proxy, type Remote } from 'comlink';
import { AppError } from '../core/error/app-error.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import type { PagePrograms, WorkerReply } from './score-messages.ts';

/** A run is not cancelled from here: whoever ends the worker ends its programs. */
export function remotePrograms(page: Remote<PagePrograms>): ProgramRunner {
  return {
    async run(program, task, { onProgress = () => {} } = {}) {
      return outcomeOf(await page.run(program, task, proxy(onProgress)));
    },
    async test(batch, { onProgress = () => {} } = {}) {
      return outcomeOf(await page.test(batch, proxy(onProgress)));
    }
  };
}

function outcomeOf<T>(reply: WorkerReply<T>): T {
  if ('error' in reply) throw AppError.from(reply.error);
  return reply.outcome;
}
