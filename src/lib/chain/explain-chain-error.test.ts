import { describe, expect, test } from 'vitest';
import { AppError } from '../core/error/app-error.ts';
import { explainSubmitError } from './explain-chain-error.ts';

describe('explainSubmitError', () => {
  test.each([
    ['1010: Invalid Transaction: Custom error: 10', 'chain/pool-rejected', /not registered/],
    ['1010: Invalid Transaction: Custom error: 77', 'chain/pool-rejected', /code 77/],
    [
      '1010: Invalid Transaction: Inability to pay some fees , e.g. account balance too low',
      'chain/cannot-pay-fee',
      /fee/
    ],
    ['1010: Invalid Transaction: Transaction is outdated', 'chain/outdated', /came first/],
    ['1010: Invalid Transaction: Transaction has an ancient birth block', 'chain/expired', /expired/],
    ['1010: Invalid Transaction: Transaction has a bad signature', 'chain/bad-signature', /signature/],
    ['1014: Priority is too low: (1 vs 1)', 'chain/already-pending', /waiting/],
    ['WebSocket is not connected', 'chain/unreachable', /does not answer/],
    ['something new', 'chain/submit-failed', /something new/]
  ])('%s', (raw, code, sentence) => {
    const error = explainSubmitError(new Error(raw))!;
    expect(error.code).toBe(code);
    expect(error.short).toMatch(sentence);
    expect(error.details).toMatchObject({ raw });
  });

  test.each(['Cancelled', 'Rejected by user', 'User denied the request'])(
    '"%s" is a refusal, not an error',
    (message) => {
      expect(explainSubmitError(new Error(message))).toBeNull();
    }
  );

  test('keeps an AppError as it is', () => {
    const error = new AppError('chain/dropped', 'Dropped.');
    expect(explainSubmitError(error)).toBe(error);
  });
});
