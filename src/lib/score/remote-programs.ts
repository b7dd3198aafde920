// The worker's side of programs: they are run by the page.
import { proxy, type Remote } from 'comlink';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import { outcomeOf } from './reply.ts';
import type { PagePrograms } from './score-messages.ts';

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
