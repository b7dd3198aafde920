// A miner's rows before they are submitted, the practice rows, and the preflight on them. Survives a reload.
import { del, get, set } from 'idb-keyval';
import { AppError } from '../../../../core/error/app-error.ts';
import { splitPractice } from '../../../../core/influence/split-practice.ts';
import { practiceSeeds } from '../../../../core/lift/practice-seeds.ts';
import type { RowsSpec } from '../../../../core/request/rows-body.ts';
import type { LiftInput } from '../../../../core/lift/lift-input.ts';
import type { Session } from '../../../session/session.svelte.ts';
import type { RowsEntry } from '../../../../core/lift/lift-mechanism.ts';
import type { EntryDraft } from '../../face.ts';
import { PreflightJob } from './preflight-job.svelte.ts';

/** Where practice rows come from: the request, a file of the miner's, or a fifth of the rows themselves. */
export type PracticeSource = 'request' | 'file' | 'own';

interface Kept {
  requestId: number;
  text: string;
  fileName: string;
  source: PracticeSource;
  practiceText: string;
  practiceName: string;
  /** Whether a preflight of exactly this was begun and not cancelled. */
  wanted: boolean;
}

/** Only the newest rows are kept. */
const STORAGE_KEY = 'assay:submission-draft';

export class PreflightDraft implements EntryDraft {
  readonly requestId: number;
  readonly spec: RowsSpec;
  readonly job: PreflightJob;
  /** Counts the changes of the rows. */
  changes = $state(0);
  text = $state('');
  fileName = $state('');
  source = $state<PracticeSource>('own');
  practiceText = $state('');
  practiceName = $state('');
  #wanted = false;
  readonly #session: Session;

  constructor(session: Session, requestId: number, spec: RowsSpec) {
    this.#session = session;
    this.requestId = requestId;
    this.spec = spec;
    this.source = spec.practice ? 'request' : 'own';
    this.job = new PreflightJob(
      () => session.edges.preflights(),
      (signal) => this.input(signal)
    );
  }

  /** Takes up what a reload interrupted. */
  async restore(): Promise<void> {
    const kept = await get<Kept>(STORAGE_KEY).catch(() => undefined);
    // What was typed meanwhile is newer.
    if (kept?.requestId !== this.requestId || this.text !== '') return;
    const { text, fileName, source, practiceText, practiceName } = kept;
    Object.assign(this, { text, fileName, practiceText, practiceName });
    if (source !== 'request' || this.spec.practice) this.source = source;
    this.#wanted = kept.wanted;
    if (this.#wanted) await this.start();
  }

  entry(): RowsEntry | null {
    return this.text.trim() === '' ? null : { data: new TextEncoder().encode(this.text) };
  }

  change(text: string, fileName: string): void {
    Object.assign(this, { text, fileName });
    this.changes++;
    this.#forget();
  }

  changePractice(source: PracticeSource, practiceText = this.practiceText, practiceName = this.practiceName): void {
    Object.assign(this, { source, practiceText, practiceName });
    this.#forget();
  }

  async start(): Promise<void> {
    this.#wanted = true;
    await this.#keep();
    await this.job.start();
  }

  async cancel(): Promise<void> {
    this.job.cancel();
    this.#wanted = this.job.result !== null;
    await this.#keep();
  }

  /** The page is left: what runs ends, and goes on when the page comes back. */
  leave(): void {
    this.job.cancel();
  }

  /** The rows were sent: nothing is to be taken up again. */
  async discard(): Promise<void> {
    await del(STORAGE_KEY).catch(() => undefined);
  }

  /** What a preflight measures as things stand. Throws AppError `preflight/no-practice`, store errors. */
  async input(signal: AbortSignal): Promise<LiftInput> {
    const rows = new TextEncoder().encode(this.text);
    const { data, practice } =
      this.source === 'own' ? splitPractice(rows) : { data: rows, practice: await this.#practice(signal) };
    return { spec: this.spec, data, benchmark: practice, seeds: practiceSeeds() };
  }

  #forget(): void {
    this.job.forget();
    this.#wanted = false;
    void this.#keep();
  }

  async #keep(): Promise<void> {
    const { requestId, text, fileName, source, practiceText, practiceName } = this;
    const kept: Kept = { requestId, text, fileName, source, practiceText, practiceName, wanted: this.#wanted };
    await set(STORAGE_KEY, kept).catch(() => undefined);
  }

  async #practice(signal: AbortSignal): Promise<Uint8Array> {
    if (this.source === 'file') return new TextEncoder().encode(this.practiceText);
    const { content } = this.#session;
    const { practice } = this.spec;
    if (!content || !practice)
      throw new AppError('preflight/no-practice', 'The practice rows of this request cannot be fetched now.', {
        hints: ['Practise on a file or on some of your own rows instead.']
      });
    return content.readFile(practice.cid, { maxBytes: practice.bytes, signal });
  }
}
