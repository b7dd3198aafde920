// ZIP archives of programs: read by the rules of a package, written the same from the same files.
import type { PackageFile } from '../core/mechanism/package-file.ts';

export interface Archives {
  /** Throws AppError `harness/refused-package` with `details.rule` and `details.entry`; the signal's reason when aborted. */
  read(bytes: Uint8Array, options?: { signal?: AbortSignal }): Promise<PackageFile[]>;
  write(files: readonly PackageFile[]): Promise<Uint8Array>;
}
