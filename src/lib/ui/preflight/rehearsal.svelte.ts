// A miner's rehearsal in the page: rows, practice rows, the run and what came of it. Survives a reload.
import { del, get, set } from 'idb-keyval';
import { AppError } from '../../core/error/app-error.ts';
import { splitPractice } from '../../core/influence/split-practice.ts';
import { practiceSeeds } from '../../core/lift/practice-seeds.ts';
import type { Progress } from '../../core/long-call.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { LeftOutComparison } from '../../score/left-out-comparison.ts';
import type { Preflight } from '../../score/preflight-dataset.ts';
import type { ScoreInput } from '../../score/score-dataset.ts';
import type { Session } from '../session/session.svelte.ts';

/** Where practice rows come from: the request, a file of the miner's, or a fifth of the rows themselves. */
export type PracticeSource = 'request' | 'file' | 'own';

interface Kept {
  requestId: number;
  text: string;
  fileName: string;
  source: PracticeSource;
  practiceText: string;
  practiceName: string;
  /** Whether a rehearsal of exactly this was begun and not cancelled. */
  wanted: boolean;
}

/** Only the newest rows are kept. */
const STORAGE_KEY = 'assay:submission-draft';

export class Rehearsal {
  readonly requestId: number;
  text = $state('');
  fileName = $state('');
  source = $state<PracticeSource>('own');
  practiceText = $state('');
  practiceName = $state('');
  restored = $state(false);
  running = $state<AbortController | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<AppError | null>(null);
  result = $state.raw<Preflight | null>(null);
  comparison = $state.raw<LeftOutComparison | null>(null);
  #wanted = false;
  readonly #session: Session;

  constructor(session: Session, requestId: number) {
    this.#session = session;
    this.requestId = requestId;
  }

  /** Takes up what a reload interrupted; call it once the request is known. */
  async restore(spec: RequestSpec): Promise<void> {
    this.source = spec.practice ? 'request' : 'own';
    const kept = await get<Kept>(STORAGE_KEY).catch(() => undefined);
    if (kept?.requestId === this.requestId) {
      const { text, fileName, source, practiceText, practiceName } = kept;
      Object.assign(this, { text, fileName, practiceText, practiceName });
      this.source = source === 'request' && !spec.practice ? 'own' : source;
      this.#wanted = kept.wanted;
    }
    this.restored = true;
    if (this.#wanted) await this.start(spec);
  }

  change(text: string, fileName: string): void {
    Object.assign(this, { text, fileName });
    this.#forget();
  }

  changePractice(source: PracticeSource, practiceText = this.practiceText, practiceName = this.practiceName): void {
    Object.assign(this, { source, practiceText, practiceName });
    this.#forget();
  }

  async start(spec: RequestSpec): Promise<void> {
    this.#wanted = true;
    await this.#keep();
    const preflight = await this.#work(async (signal, onProgress) => {
      const preflights = await this.#session.edges.preflights();
      return preflights.run(await this.#input(spec, signal), { backend: 'auto', signal, onProgress });
    });
    if (preflight) this.result = preflight;
  }

  async leaveOut(spec: RequestSpec, lines: number[]): Promise<void> {
    const comparison = await this.#work(async (signal, onProgress) => {
      const preflights = await this.#session.edges.preflights();
      return preflights.without(await this.#input(spec, signal), lines, { backend: 'auto', signal, onProgress });
    });
    if (comparison) this.comparison = comparison;
  }

  async cancel(): Promise<void> {
    this.running?.abort();
    this.#wanted = this.result !== null;
    await this.#keep();
  }

  /** Ends what runs without forgetting that it was wanted: the page is left. */
  leave(): void {
    this.running?.abort();
  }

  async discard(): Promise<void> {
    await del(STORAGE_KEY).catch(() => undefined);
  }

  #forget(): void {
    this.running?.abort();
    this.result = null;
    this.comparison = null;
    this.error = null;
    this.#wanted = false;
    void this.#keep();
  }

  async #keep(): Promise<void> {
    const { requestId, text, fileName, source, practiceText, practiceName } = this;
    const kept: Kept = { requestId, text, fileName, source, practiceText, practiceName, wanted: this.#wanted };
    await set(STORAGE_KEY, kept).catch(() => undefined);
  }

  async #work<T>(
    run: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T | { cancelled: true }>
  ): Promise<T | null> {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    this.error = null;
    this.progress = { stage: 'gates', done: 0, total: 0 };
    try {
      const outcome = await run(controller.signal, (progress) => {
        if (this.running === controller) this.progress = progress;
      });
      return isCancelled(outcome) ? null : outcome;
    } catch (thrown) {
      if (!controller.signal.aborted) this.error = AppError.from(thrown);
      return null;
    } finally {
      if (this.running === controller) {
        this.running = null;
        this.progress = null;
      }
    }
  }

  async #input(spec: RequestSpec, signal: AbortSignal): Promise<ScoreInput> {
    const rows = new TextEncoder().encode(this.text);
    const { data, practice } =
      this.source === 'own' ? splitPractice(rows) : { data: rows, practice: await this.#practice(spec, signal) };
    return { spec, data, benchmark: practice, seeds: practiceSeeds() };
  }

  async #practice({ practice }: RequestSpec, signal: AbortSignal): Promise<Uint8Array> {
    if (this.source === 'file') return new TextEncoder().encode(this.practiceText);
    const { content } = this.#session;
    if (!content || !practice)
      throw new AppError('preflight/no-practice', 'The practice rows of this request cannot be fetched now.', {
        hints: ['Practise on a file or on some of your own rows instead.']
      });
    return content.readFile(practice.cid, { maxBytes: practice.bytes, signal });
  }
}

const isCancelled = (outcome: unknown): outcome is { cancelled: true } =>
  typeof outcome === 'object' && outcome !== null && 'cancelled' in outcome;
