// The size of a dataset as the form asks for it: megabytes as people write them.
import { DATASET_LIMITS } from '../../core/dataset/dataset-limits.ts';

const BYTES_PER_MEGABYTE = 1_000_000;
const MOST_MEGABYTES = Math.floor(DATASET_LIMITS.maxBytes / BYTES_PER_MEGABYTE);

/** NaN for what is no number. */
export const bytesOfMegabytes = (text: string): number => Math.round(Number(text) * BYTES_PER_MEGABYTE);

/** @returns null for a size a request may have, else what to write. */
export function megabytesProblem(text: string): string | null {
  const fits = bytesOfMegabytes(text) >= 1 && Number(text) <= MOST_MEGABYTES;
  return fits ? null : `Write a size above 0 and up to ${MOST_MEGABYTES} MB.`;
}
