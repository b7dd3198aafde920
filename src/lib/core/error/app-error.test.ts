import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.ts';

describe('AppError', () => {
  test('survives a trip through JSON', () => {
    const error = new AppError('dataset/malformed-json', 'Line 3 is not JSON.', {
      hints: ['Fix line 3.'],
      details: { line: 3 }
    });
    const back = AppError.from(JSON.parse(JSON.stringify(error)));
    expect(back).toMatchObject({ code: 'dataset/malformed-json', short: 'Line 3 is not JSON.', details: { line: 3 } });
  });

  test('keeps a code that this version does not know', () => {
    const record = { code: 'later/new-code', short: 'Said by a later version.' };
    expect(AppError.from(record)).toMatchObject(record);
  });

  test('wraps what has no code, keeping the cause', () => {
    const cause = new TypeError('x is undefined');
    expect(AppError.from(cause)).toMatchObject({ code: 'internal/unexpected', short: 'x is undefined', cause });
  });
});
