// The one error type of the whole product: a stable code for programs, a sentence and hints for people.
import { isDiskFull } from './disk-full.ts';
import type { ErrorCode } from './error-codes.ts';

/** Everything an {@link AppError} can carry beside its code and sentence. */
export interface AppErrorOptions {
  /** What the reader can do next, most useful first. */
  hints?: string[];
  /** Facts for a bug report or a test: places, limits, raw codes. JSON-serialisable. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * An error with a stable `code` (`area/what`, e.g. `dataset/malformed-json`), one sentence that says what happened,
 * and hints that say what to do. Cancelling is not an error: see `CANCELLED` outcomes.
 */
export class AppError extends Error {
  /** An {@link ErrorCode}, or what the record of a worker or of another version says: see {@link AppError.from}. */
  readonly code: string;
  readonly short: string;
  readonly hints: string[];
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, short: string, options: AppErrorOptions = {}) {
    super(short, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.short = short;
    this.hints = options.hints ?? [];
    this.details = options.details ?? {};
  }

  /** A plain object that survives `JSON.stringify` and `postMessage`. */
  toJSON(): { code: string; short: string; hints: string[]; details: Record<string, unknown> } {
    return { code: this.code, short: this.short, hints: this.hints, details: this.details };
  }

  /** Wraps anything thrown; an AppError (or its `toJSON` form) comes back as it was. */
  static from(thrown: unknown, fallbackCode: ErrorCode = 'internal/unexpected'): AppError {
    if (thrown instanceof AppError) return thrown;
    // Its code may be one this version does not know.
    if (isErrorRecord(thrown)) return new AppError(thrown.code as ErrorCode, thrown.short, thrown);
    if (isDiskFull(thrown)) return diskFull(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AppError(fallbackCode, message || 'Something failed without saying why.', { cause: thrown });
  }
}

/** Met anywhere, it is one error with one way out. */
function diskFull(cause: unknown): AppError {
  const { path } = cause as { path?: unknown };
  const place = typeof path === 'string' ? ` at ${path}` : '';
  return new AppError('disk/full', `The disk is full${place}: nothing more can be written.`, {
    hints: ['Free some space, then try again. What was written before is whole.'],
    details: typeof path === 'string' ? { path } : {},
    cause
  });
}

function isErrorRecord(value: unknown): value is { code: string; short: string; hints?: string[] } {
  return typeof value === 'object' && value !== null && 'code' in value && 'short' in value;
}
