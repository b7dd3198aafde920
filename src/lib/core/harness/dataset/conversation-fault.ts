// What is wrong with a row of a harness's output, and where.
import { toPointer } from '../../encoding/json-pointer.ts';
import { shorten } from '../../encoding/shorten.ts';
import { AppError } from '../../error/app-error.ts';

const MAX_PATH = 200;

/** @param problem what is wrong, after the place. @returns AppError `harness/invalid-conversation` */
export function conversationFault(line: number, path: readonly (string | number)[], problem: string): AppError {
  const pointer = shorten(toPointer(path), MAX_PATH);
  return new AppError('harness/invalid-conversation', `Line ${line}: ${pointer || 'the row'} ${problem}.`, {
    hints: ['docs/harness.md says what a row holds.'],
    details: { line, path: pointer }
  });
}
