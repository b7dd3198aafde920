// What the argument parser refuses, in the words of every other refusal.
import { stripVTControlCharacters } from 'node:util';
import { AppError } from '#lib/core/error/app-error.ts';

/** citty's own parse errors. */
const USAGE_CODES = new Set(['EARG', 'E_UNKNOWN_COMMAND', 'E_NO_COMMAND']);

/** @returns null for any other error. */
export function explainUsageError(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || !USAGE_CODES.has(String(thrown.code))) return null;
  const sentence = stripVTControlCharacters(thrown.message).replace(/\.$/, '');
  return new AppError('input/usage', `${sentence}.`, { hints: ['Add --help to see what the command takes.'] });
}
