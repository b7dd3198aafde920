import { expect, test } from 'vitest';
import { requestProtocol } from './request-protocol.ts';

const KNOWN = { protocol: 'assay-some/3', earlierProtocols: ['assay-some/1', 'assay-some/2'] };
const benchmark = { commitment: `0x${'11'.repeat(32)}`, lockedCid: 'bafylocked', rows: 20, bytes: 1 };

test('a draft is scored by the newest measure', () => expect(requestProtocol({}, KNOWN)).toBe('assay-some/3'));

test('an opened request is scored by the measure that it names', () =>
  expect(requestProtocol({ benchmark, protocol: 'assay-some/2' }, KNOWN)).toBe('assay-some/2'));

test('an opened request that names none was opened under the oldest', () => {
  expect(requestProtocol({ benchmark }, KNOWN)).toBe('assay-some/1');
  expect(requestProtocol({ benchmark }, { protocol: 'assay-only/1' })).toBe('assay-only/1');
});

test('a measure that this program does not compute is an error that names those it does', () =>
  expect(() => requestProtocol({ benchmark, protocol: 'assay-some/4' }, KNOWN)).toThrow(
    expect.objectContaining({
      code: 'request/other-protocol',
      message: expect.stringContaining('assay-some/1, assay-some/2, assay-some/3') as string
    })
  ));
