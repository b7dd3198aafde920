// A full disk, wherever it is met: in an error or in what caused it.

const CODES = new Set(['ENOSPC', 'EDQUOT']);
const DEPTH = 8;

/** Whether an error says that there is no room left on the disk, or in the user's share of it. */
export function isDiskFull(thrown: unknown): boolean {
  let error: unknown = thrown;
  for (let depth = 0; depth < DEPTH && typeof error === 'object' && error !== null; depth++) {
    const { code, cause } = error as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' && CODES.has(code)) return true;
    error = cause;
  }
  return false;
}
