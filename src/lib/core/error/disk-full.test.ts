import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { isDiskFull } from './disk-full.ts';

test('a full disk is known in an error and in its causes, and has one code everywhere', async () => {
  // A device that takes nothing.
  const error: unknown = await writeFile('/dev/full', 'x').catch((thrown: unknown) => thrown);
  expect(isDiskFull(error)).toBe(true);
  expect(isDiskFull(new Error('put failed', { cause: error }))).toBe(true);
  expect(AppError.from(new Error('put failed', { cause: error }))).toMatchObject({ code: 'disk/full' });
  expect(isDiskFull(new Error('ENOSPC'))).toBe(false);
  expect(isDiskFull(null)).toBe(false);
  const circular: { cause?: unknown } = {};
  circular.cause = circular;
  expect(isDiskFull(circular)).toBe(false);
});
