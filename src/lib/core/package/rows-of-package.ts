// The JSONL rows of a dataset package's files, in the order of their names.
import { joinBytes } from '../encoding/join-bytes.ts';
import { AppError } from '../error/app-error.ts';

const NEWLINE = 0x0a;

/** Whether a path of a package holds rows. */
export const isRowsPath = (path: string): boolean => /^data\/[^/]+\.jsonl$/.test(path);

/** @throws AppError `package/no-data`. */
export function rowsOfPackage(files: readonly { path: string; bytes: Uint8Array }[], packageCid: string): Uint8Array {
  const data = files.filter(({ path }) => isRowsPath(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (data.length === 0)
    throw new AppError('package/no-data', 'This package has no data/*.jsonl file.', { details: { packageCid } });
  const parts: Uint8Array[] = [];
  for (const { bytes } of data) {
    // A file without a final newline must not run into the next one.
    if (parts.length > 0 && parts.at(-1)!.at(-1) !== NEWLINE) parts.push(Uint8Array.of(NEWLINE));
    parts.push(bytes);
  }
  return parts.length === 1 ? parts[0]! : joinBytes(parts);
}
