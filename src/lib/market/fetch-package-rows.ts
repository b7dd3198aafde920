// The JSONL rows of a dataset package, in the order of its file names.
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { ContentStore } from '../store/content-store.ts';

const NEWLINE = 0x0a;

/**
 * @param maxBytes most bytes of rows taken, counted as they arrive.
 * @throws AppError `package/no-data`, `store/too-large`, `store/not-found`.
 */
export async function fetchPackageRows(
  content: ContentStore,
  packageCid: string,
  options: LongCallOptions & { maxBytes: number }
): Promise<Uint8Array> {
  const entries = await content.listFolder(packageCid, options);
  const files = entries
    .filter(({ path }) => /^data\/[^/]+\.jsonl$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length === 0) {
    throw new AppError('package/no-data', 'This package has no data/*.jsonl file.', { details: { packageCid } });
  }
  const parts: Uint8Array[] = [];
  let left = options.maxBytes;
  for (const { path } of files) {
    const bytes = await content.readFile(packageCid, { ...options, path, maxBytes: left });
    left -= bytes.length;
    // A file without a final newline must not run into the next one.
    if (parts.length > 0 && parts.at(-1)!.at(-1) !== NEWLINE) parts.push(Uint8Array.of(NEWLINE));
    parts.push(bytes);
  }
  return concat(parts);
}

function concat(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
