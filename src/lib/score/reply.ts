// What comes back from a worker, a thread, or the page that runs programs for them: an outcome, or an error in its plain form. A
// thrown class instance would lose its code on the way.
import { AppError } from '../core/error/app-error.ts';
import type { ErrorCode } from '../core/error/error-codes.ts';

export type Reply<T> = { outcome: T } | { error: ReturnType<AppError['toJSON']> };

/** @param fallbackCode of what is thrown and no AppError. */
export async function replyOf<T>(work: () => Promise<T>, fallbackCode?: ErrorCode): Promise<Reply<T>> {
  try {
    return { outcome: await work() };
  } catch (thrown) {
    return { error: AppError.from(thrown, fallbackCode).toJSON() };
  }
}

/** @throws AppError the one that was told. */
export function outcomeOf<T>(reply: Reply<T>): T {
  if ('error' in reply) throw AppError.from(reply.error);
  return reply.outcome;
}
