import { expect, test } from 'vitest';
import type { Result } from '../../core/mechanism/result.ts';
import { requireNoSealedCopies } from './sealed-copies.ts';

const resultWith = (leftOut: number) => ({ gates: [{ name: 'earlier-submissions', leftOut }] }) as unknown as Result;

test('only copies of what cannot be read stand in the way', () => {
  requireNoSealedCopies(resultWith(0), [0], 'earlier');
  requireNoSealedCopies(resultWith(3), [], 'earlier');
  requireNoSealedCopies({ gates: [] } as unknown as Result, [0], 'earlier');
  expect(() => requireNoSealedCopies(resultWith(3), [0, 2], 'earlier')).toThrow(
    expect.objectContaining({ code: 'verify/sealed-copies', message: expect.stringContaining('3 rows') })
  );
});

test('where every submission is read, one that was never opened stands in the way', () => {
  requireNoSealedCopies(resultWith(0), [], 'all');
  expect(() => requireNoSealedCopies(resultWith(0), [1], 'all')).toThrow(
    expect.objectContaining({ code: 'verify/sealed-copies' })
  );
});
