// Which exit code an error ends the command with.
import type { AppError } from '#lib/core/error/app-error.ts';

export const EXIT = { ok: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/** Areas whose errors say that what the user gave is wrong. */
const INPUT_AREAS = new Set([
  'dataset',
  'benchmark',
  'request',
  'input',
  'account',
  'amount',
  'package',
  'keys',
  'human'
]);
const INPUT_CODES = new Set([
  'store/invalid-cid',
  'chain/invalid-url',
  'harness/refused-package',
  'model/no-model',
  'model/unknown',
  'model/unknown-name'
]);
export function exitCodeOf(error: AppError): number {
  return INPUT_AREAS.has(error.code.split('/')[0]!) || INPUT_CODES.has(error.code) ? EXIT.badInput : EXIT.failed;
}
