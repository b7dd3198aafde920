// A miner's program before it is submitted. Survives a reload.
import { del, get, set } from 'idb-keyval';
import { AppError } from '../../../../core/error/app-error.ts';
import type { HarnessEntry } from '../../../../core/harness/harness-mechanism.ts';
import type { HarnessSpec } from '../../../../core/harness/mechanism/harness-body.ts';
import type { PackageFile } from '../../../../core/mechanism/package-file.ts';
import type { Session } from '../../../session/session.svelte.ts';
import type { EntryDraft } from '../../face.ts';
import { archiveBytes, folderFiles, readProgram, templateFiles, type ChosenFile } from './program-files.ts';

interface Kept {
  requestId: number;
  files: readonly PackageFile[];
  origin: string;
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
  readonly session: Session;
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, requestId: number, spec: HarnessSpec) {
    this.session = session;
    this.requestId = requestId;
    this.spec = spec;
  }

  entry(): HarnessEntry | null {
    return this.read?.package ? { package: this.read.package } : null;
  }

  async restore(): Promise<void> {
    const kept = await get<Kept>(STORAGE_KEY).catch(() => undefined);
    // What was chosen meanwhile is newer.
    if (kept?.requestId !== this.requestId || this.files.length > 0) return;
    this.#take(kept.files, kept.origin);
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
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.#keep(), KEEP_AFTER_MS);
  }

  async clear(): Promise<void> {
    this.#take([], '');
    await this.discard();
  }

  leave(): void {
    clearTimeout(this.#keeping);
    if (this.files.length > 0) void this.#keep();
  }

  async discard(): Promise<void> {
    clearTimeout(this.#keeping);
    await del(STORAGE_KEY).catch(() => undefined);
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
    Object.assign(this, { files, origin });
    this.changes++;
  }

  async #keep(): Promise<void> {
    const { requestId, files, origin } = this;
    await set(STORAGE_KEY, { requestId, files, origin } satisfies Kept).catch(() => undefined);
  }
}
