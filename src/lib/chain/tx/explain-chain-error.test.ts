import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/error/app-error.ts';
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
    ['1014: Priority is too low: (2 vs 2): The transaction has too low priority', 'chain/already-pending', /tip/],
    ['1013: Transaction Already Imported', 'chain/already-sent', /already/],
    ['1012: Transaction is temporarily banned', 'chain/banned', /dropped/],
    ['1016: Immediately Dropped: The transaction could not enter the pool', 'chain/pool-full', /too many/],
    ['1011: Unknown Transaction Validity: Could not lookup', 'chain/validity-unknown', /cannot tell/],
    ['1002: Verification Error: Runtime error: wasm `unreachable`', 'chain/unreadable', /could not read/],
    ['1010: Invalid Transaction: Transaction call is not expected: call is filtered', 'chain/call-filtered', /allow/],
    ['4003: Client error: UnknownBlock: State already discarded for 0xab', 'chain/state-discarded', /no longer keeps/],
    ['WebSocket is not connected', 'chain/unreachable', /does not answer/],
    ['No response received from RPC endpoint in 30s', 'chain/unreachable', /does not answer/],
    ['Unable to retrieve keypair', 'wallet/account-missing', /no longer holds/],
    ['Unable to decode using the supplied passphrase', 'wallet/wrong-password', /password/],
    ['The wallet is locked', 'wallet/locked', /locked/],
    ['The source http://localhost has not been authorized yet', 'wallet/refused', /access/],
    ['Pending authorization request exists for http://localhost', 'wallet/busy', /waits/],
    ['Extension context invalidated.', 'wallet/gone', /updated or switched off/],
    ['Ledger error: Locked device (0x5515)', 'wallet/ledger-locked', /is locked/],
    ['Ledger error: App does not seem to be open (0x6e01)', 'wallet/ledger-app-closed', /not open/],
    ['Ledger error: Failed to create the metadata proof', 'wallet/metadata-hash', /metadata hash/],
    ['Ledger device: Failed to open the device', 'wallet/ledger-unreachable', /could not reach/],
    ['something new', 'chain/submit-failed', /something new/]
  ])('%s', (raw, code, sentence) => {
    const error = explainSubmitError(new Error(raw))!;
    expect(error.code).toBe(code);
    expect(error.short).toMatch(sentence);
    expect(error.details).toMatchObject({ raw });
  });

  test('every custom code of the pool from 0 to 255 has its own sentence or names its number', () => {
    const known = [...Array.from({ length: 28 }, (_, code) => code), 255];
    const sentences = Array.from({ length: 256 }, (_, code) => {
      const error = explainSubmitError(new Error(`1010: Invalid Transaction: Custom error: ${code}`))!;
      expect(error.code).toBe('chain/pool-rejected');
      expect(error.short.includes(`code ${code}`)).toBe(!known.includes(code));
      return error.short;
    });
    expect(new Set(sentences).size).toBe(256);
  });

  test.each([
    'Cancelled',
    'Rejected by user',
    'User denied the request',
    'Ledger device: Transaction rejected (0x6986)'
  ])('"%s" is a refusal, not an error', (message) => {
    expect(explainSubmitError(new Error(message))).toBeNull();
  });

  test('keeps an AppError as it is', () => {
    const error = new AppError('chain/dropped', 'Dropped.');
    expect(explainSubmitError(error)).toBe(error);
  });
});
