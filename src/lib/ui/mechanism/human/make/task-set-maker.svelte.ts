// A task set in the making: sources, what is planted in them, what a script could tell of it, and its way to the content network.
import { jsonlText } from '../../../../core/dataset/write-jsonl.ts';
import { AppError } from '../../../../core/error/app-error.ts';
import type { FlawKind } from '../../../../core/human/flaw/flaw-operator.ts';
import { OPERATORS } from '../../../../core/human/flaw/operators-of-kind.ts';
import { checkTaskSet, LEAST_CHECKED, type TaskSetCheck } from '../../../../core/human/leak/check-task-set.ts';
import { KEY_BYTES, keyedRandom } from '../../../../core/human/task-set/keyed-random.ts';
import { makeTaskSet, type MadeTaskSet } from '../../../../core/human/task-set/make-task-set.ts';
import { readSources } from '../../../../core/human/task-set/read-sources.ts';
import { yieldToEventLoop } from '../../../../core/yield-to-event-loop.ts';
import type { Session } from '../../../session/session.svelte.ts';

/** Tasks of each sort that are checked: all pairs of a large set take long in a page. The command checks all. */
const MOST_CHECKED = 200;

export const MAKE_KINDS: readonly FlawKind[] = ['text', 'code', 'conversation'];

export class TaskSetMaker {
  text = $state('');
  fileName = $state('');
  kind = $state<FlawKind>('text');
  outputs = $state('4');
  /** Names of the flaws that are not planted. */
  left = $state<string[]>([]);
  made = $state.raw<MadeTaskSet | null>(null);
  /** null where too few tasks have a known order. */
  check = $state.raw<TaskSetCheck | null>(null);
  error = $state.raw<AppError | null>(null);
  busy = $state<'making' | 'publishing' | null>(null);
  readonly operators = $derived(OPERATORS[this.kind]);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  change(text: string, fileName: string): void {
    Object.assign(this, { text, fileName });
    this.forget();
  }

  /** What was made is of other sources or flaws than those on the page. */
  forget(): void {
    this.made = null;
    this.check = null;
    this.error = null;
  }

  toggle(name: string): void {
    this.left = this.left.includes(name) ? this.left.filter((one) => one !== name) : [...this.left, name];
    this.forget();
  }

  /** Another draw each time. */
  async make(): Promise<void> {
    this.forget();
    this.busy = 'making';
    await yieldToEventLoop();
    try {
      const operators = this.operators.filter(({ name }) => !this.left.includes(name));
      const sources = readSources(new TextEncoder().encode(this.text));
      const random = keyedRandom(this.#session.edges.randomBytes(KEY_BYTES));
      const made = makeTaskSet(sources, { kind: this.kind, outputs: Number(this.outputs), operators }, random);
      await yieldToEventLoop();
      this.check = made.truth.length < LEAST_CHECKED ? null : checkMade(made);
      this.made = made;
    } catch (thrown) {
      this.error = AppError.from(thrown);
    } finally {
      this.busy = null;
    }
  }

  /** @returns the CID of the folder with tasks and outputs; null where it failed, and then `error` says how */
  async publish(): Promise<string | null> {
    const { content } = this.#session;
    if (!this.made || !content) return null;
    this.busy = 'publishing';
    this.error = null;
    try {
      const utf8 = new TextEncoder();
      const files = this.made.files.map(({ path, text }) => ({ path, bytes: utf8.encode(text) }));
      const cid = await content.addFolder([
        { path: 'tasks.jsonl', bytes: utf8.encode(jsonlText(this.made.tasks)) },
        ...files
      ]);
      await content.publish(cid);
      return cid;
    } catch (thrown) {
      this.error = AppError.from(thrown);
      return null;
    } finally {
      this.busy = null;
    }
  }
}

function checkMade({ tasks, truth, files }: MadeTaskSet): TaskSetCheck {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const orders = new Map(truth.map(({ task, order }) => [task, order]));
  return checkTaskSet(tasks, orders, (_task, { path }) => texts.get(path)!, MOST_CHECKED);
}
