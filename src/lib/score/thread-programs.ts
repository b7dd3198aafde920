// The sandbox as a thread for checks sees it: the process that it belongs to runs what is to be run.
import { AppError } from '../core/error/app-error.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import type { TestBatch, TestRun } from '../core/program/test-batch.ts';
import type { ThreadMessage, ThreadReply } from './check-thread-messages.ts';

/** One batch at a time, as a thread has one piece of work at a time. */
export class ThreadPrograms implements ProgramRunner {
  readonly #post: (message: ThreadMessage) => void;
  #hear: (reply: ThreadReply) => void = () => undefined;

  constructor(post: (message: ThreadMessage) => void) {
    this.#post = post;
  }

  /** What the process answered. */
  answer(reply: ThreadReply): void {
    this.#hear(reply);
  }

  run(): never {
    throw new AppError('sandbox/unavailable', 'A thread for checks runs tests alone.');
  }

  async test(batch: TestBatch): Promise<TestRun> {
    const answered = new Promise<ThreadReply>((resolve) => (this.#hear = resolve));
    this.#post({ tests: batch });
    const reply = await answered;
    if ('error' in reply) throw AppError.from(reply.error);
    return reply.tested;
  }
}
