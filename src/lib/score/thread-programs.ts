// The sandbox as a thread for checks sees it, and the model: the process that it belongs to runs what is to be run.
import type { LongCallOptions } from '../core/long-call.ts';
import type { Program } from '../core/program/program.ts';
import type { ProgramRun } from '../core/program/program-run.ts';
import type { ProgramRunner, ProgramTask } from '../core/program/program-runner.ts';
import type { TestBatch, TestRun } from '../core/program/test-batch.ts';
import type { CallAnswer, ThreadCall, ThreadMessage } from './check-thread-messages.ts';
import { outcomeOf, type Reply } from './reply.ts';

/** One call at a time, as a thread has one piece of work at a time. */
export class ThreadPrograms implements ProgramRunner {
  readonly #post: (message: ThreadMessage) => void;
  #hear: (answer: CallAnswer) => void = () => undefined;

  constructor(post: (message: ThreadMessage) => void) {
    this.#post = post;
  }

  /** What the process said. */
  answer(answer: CallAnswer): void {
    this.#hear(answer);
  }

  async run(program: Program, task: ProgramTask, options?: LongCallOptions): Promise<ProgramRun> {
    return outcomeOf(await this.#call<ProgramRun>({ run: [program, task] }, options));
  }

  async test(batch: TestBatch, options?: LongCallOptions): Promise<TestRun> {
    return outcomeOf(await this.#call<TestRun>({ test: [batch] }, options));
  }

  /** What a model learns: see `ApartCalls`. */
  async lift(...given: unknown[]): Promise<unknown> {
    return outcomeOf(await this.#call<unknown>({ lift: given }));
  }

  /** A call is not cancelled from here: whoever ends the thread ends its programs. */
  #call<T>(call: ThreadCall, { onProgress }: LongCallOptions = {}): Promise<Reply<T>> {
    return new Promise((resolve) => {
      this.#hear = (answer) => ('progress' in answer ? onProgress?.(answer.progress) : resolve(answer as Reply<T>));
      this.#post({ call });
    });
  }
}
