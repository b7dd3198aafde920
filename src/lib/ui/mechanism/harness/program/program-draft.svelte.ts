// A miner's program before it is submitted, and its check. Survives a reload.
import { del, get, set } from 'idb-keyval';
import { AppError } from '../../../../core/error/app-error.ts';
import type { HarnessEntry } from '../../../../core/harness/harness-mechanism.ts';
import { templateFiles } from '../../../../core/harness/template/harness-template.ts';
import type { HarnessSpec } from '../../../../core/harness/mechanism/harness-body.ts';
import type { LongCallOptions } from '../../../../core/long-call.ts';
import type { Precheck } from '../../../../core/mechanism/mechanism.ts';
import type { OpenedEntries } from '../../../../core/mechanism/opened-entries.ts';
import type { PackageFile } from '../../../../core/mechanism/package-file.ts';
import { fetchOpenedEntries } from '../../../../market/opened/fetch-opened-entries.ts';
import { openedByNow } from '../../../../market/opened/opened-before.ts';
import type { Session } from '../../../session/session.svelte.ts';
import type { EntryDraft } from '../../face.ts';
import { CheckJob } from '../check/check-job.svelte.ts';
import { readSeed } from '../check/seed-text.ts';
import { archiveBytes, folderFiles, readProgram, type ChosenFile } from './program-files.ts';

interface Kept {
  requestId: number;
  files: readonly PackageFile[];
  origin: string;
  seed: string;
  /** Whether a check of exactly this was begun and not stopped. */
  wanted: boolean;
}

/** Only the newest program is kept. */
const STORAGE_KEY = 'assay:program-draft';
const KEEP_AFTER_MS = 400;
/** Of all files together: each change reads and hashes them anew. */
const MOST_EDITABLE_BYTES = 1024 * 1024;

export class ProgramDraft implements EntryDraft {
  readonly requestId: number;
  readonly spec: HarnessSpec;
  changes = $state(0);
  files = $state.raw<readonly PackageFile[]>([]);
  /** Where they came from, for people. */
  origin = $state('');
  /** Of what was chosen and could not be read. */
  error = $state.raw<AppError | null>(null);
  isReading = $state(false);
  readonly read = $derived(this.files.length === 0 ? null : readProgram(this.files));
  readonly isEditable = $derived(this.files.reduce((sum, { bytes }) => sum + bytes.length, 0) <= MOST_EDITABLE_BYTES);
  /** What a check is run with, as typed. */
  seed = $state('7');
  /** What is to be shown of the source; a new object each time. */
  place = $state.raw<{ path: string; line: number | null } | null>(null);
  readonly job: CheckJob;
  readonly session: Session;
  #wanted = false;
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, requestId: number, spec: HarnessSpec) {
    this.session = session;
    this.requestId = requestId;
    this.spec = spec;
    this.job = new CheckJob(() => session.edges.harnessChecks());
  }

  /** What the check of the program as it stands found. */
  get precheck(): Precheck | null {
    const report = this.job.result?.report;
    return report ? { gates: report.gates, items: report.conversations } : null;
  }

  entry(): HarnessEntry | null {
    return this.read?.package ? { package: this.read.package } : null;
  }

  async restore(): Promise<void> {
    const kept = await get<Kept>(STORAGE_KEY).catch(() => undefined);
    // What was chosen meanwhile is newer.
    if (kept?.requestId !== this.requestId || this.files.length > 0) return;
    this.#take(kept.files, kept.origin);
    this.seed = kept.seed;
    if (kept.wanted) await this.check();
  }

  takeArchive(file: ChosenFile): Promise<void> {
    return this.#choose(file.name, async () => this.session.edges.archives.read(await archiveBytes(file)));
  }

  takeFolder(chosen: readonly ChosenFile[]): Promise<void> {
    return this.#choose(chosen[0]?.webkitRelativePath.split('/')[0] ?? '', () => folderFiles(chosen));
  }

  takeTemplate(): void {
    this.error = null;
    this.#take(templateFiles(), 'the small program');
    void this.#keep();
  }

  edit(path: string, text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.files = this.files.map((file) => (file.path === path ? { path, bytes } : file));
    this.changes++;
    this.#forget();
    this.#keepSoon();
  }

  changeSeed(seed: string): void {
    this.seed = seed;
    this.#forget();
    this.#keepSoon();
  }

  show(path: string, line: number | null): void {
    this.place = { path, line };
  }

  async check(): Promise<void> {
    const seed = readSeed(this.seed);
    const program = this.read?.package;
    if (seed === null || !program) return;
    this.#wanted = true;
    void this.#keep();
    await this.job.start(async (options) => {
      const opened = await this.#openedByOthers(options);
      return { files: program.contents, body: this.spec, seed, ...(opened && { opened }) };
    });
  }

  stop(): void {
    this.job.cancel();
    this.#wanted = false;
    void this.#keep();
  }

  async clear(): Promise<void> {
    this.#take([], '');
    await this.discard();
  }

  /** The page is left: what runs ends, and goes on when the page comes back. */
  leave(): void {
    this.job.cancel();
    clearTimeout(this.#keeping);
    if (this.files.length > 0) void this.#keep();
  }

  async discard(): Promise<void> {
    clearTimeout(this.#keeping);
    await del(STORAGE_KEY).catch(() => undefined);
  }

  /** null where chain or content cannot be asked: a check without it is worth something too, and says so. */
  async #openedByOthers(options: LongCallOptions): Promise<OpenedEntries | null> {
    const { chain, content, edges } = this.session;
    if (!chain || !content) return null;
    options.onProgress?.({ stage: 'opened-fetch', done: 0, total: 0 });
    try {
      const mechanism = await edges.mechanisms.load(this.spec.mechanism);
      const before = await openedByNow(chain, this.requestId);
      return (await fetchOpenedEntries({ ...before, mechanism }, { chain, content }, options)) ?? null;
    } catch {
      options.signal?.throwIfAborted();
      return null;
    }
  }

  async #choose(origin: string, read: () => Promise<PackageFile[]>): Promise<void> {
    this.error = null;
    this.isReading = true;
    try {
      this.#take(await read(), origin);
      await this.#keep();
    } catch (thrown) {
      this.error = AppError.from(thrown);
    } finally {
      this.isReading = false;
    }
  }

  #take(files: readonly PackageFile[], origin: string): void {
    Object.assign(this, { files, origin, place: null });
    this.changes++;
    this.#forget();
  }

  #forget(): void {
    this.job.forget();
    this.#wanted = false;
  }

  #keepSoon(): void {
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.#keep(), KEEP_AFTER_MS);
  }

  async #keep(): Promise<void> {
    const { requestId, files, origin, seed } = this;
    const kept: Kept = { requestId, files, origin, seed, wanted: this.#wanted };
    await set(STORAGE_KEY, kept).catch(() => undefined);
  }
}
