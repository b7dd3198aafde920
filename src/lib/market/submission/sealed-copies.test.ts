import { expect, test } from 'vitest';
import type { Verdict } from '../../core/report/score-report.ts';
import { requireNoSealedCopies } from './sealed-copies.ts';

const verdictWith = (leftOut: number) => ({ gates: [{ name: 'earlier-submissions', leftOut }] }) as unknown as Verdict;

test('only copies of what cannot be read stand in the way', () => {
  requireNoSealedCopies(verdictWith(0), [0]);
  requireNoSealedCopies(verdictWith(3), []);
  requireNoSealedCopies({ gates: [] } as unknown as Verdict, [0]);
  expect(() => requireNoSealedCopies(verdictWith(3), [0, 2])).toThrow(
    expect.objectContaining({ code: 'verify/sealed-copies', message: expect.stringContaining('3 rows') })
  );
});
