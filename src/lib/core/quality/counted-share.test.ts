// No gate can raise a score: what is left out stays out, and rows that a gate objects to never help.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedDataset } from './check-dataset.ts';
import { wordProblemSet } from './testing/generated-sets.ts';
import { checkRows } from './testing/pair-request.ts';

const benchmark = wordProblemSet(40, 99);
const pool = wordProblemSet(60, 5);
const share = ({ countedRows, rows }: CheckedDataset) => (rows === 0 ? 0 : countedRows / rows);

const rowsOf = fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 30 });
/** Rows of which a gate says that they are worth nothing, given the rows before them. */
const garbage = fc.oneof(
  fc.constantFrom(...pool).map((row) => ({ repeats: row })),
  fc.constantFrom(...benchmark).map((row) => ({ row })),
  fc.constantFrom('', ' \n', '\u200b').map((output) => ({ row: { input: 'Why?', output } })),
  fc
    .constantFrom('TODO', 'Lorem ipsum dolor sit amet', 'no '.repeat(20))
    .map((output) => ({ row: { input: 'Why?', output } })),
  fc.string({ maxLength: 8 }).map((input) => ({ row: { input } })),
  fc.nat(99).map((index) => ({ row: { input: `Who is number ${index}?`, output: `maria${index}@posteo.de` } }))
);

test('rows that a gate objects to never raise the share of rows that count, wherever they stand', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.array(fc.tuple(garbage, fc.nat(100)), { minLength: 1, maxLength: 10 }),
      async (rows, more) => {
        const before = await checkRows(rows, { benchmark });
        const spoilt: unknown[] = [...rows];
        for (const [piece, place] of more) {
          if ('row' in piece) spoilt.splice(place % (spoilt.length + 1), 0, piece.row);
          else if (rows.includes(piece.repeats)) spoilt.push(piece.repeats);
          else spoilt.push(rows[place % rows.length]);
        }
        const after = await checkRows(spoilt, { benchmark });
        expect(share(after)).toBeLessThanOrEqual(share(before) + 1e-12);
        expect(after.countedRows).toBeLessThanOrEqual(before.countedRows);
      }
    ),
    { numRuns: 60 }
  );
});

test('the rows that count are rows of the file, each once, and every gate says how many it leaves out', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, fc.array(garbage, { maxLength: 10 }), async (rows, more) => {
      const all = [...rows, ...more.map((piece) => ('row' in piece ? piece.row : piece.repeats))];
      const checked = await checkRows(all, { benchmark });
      const lines = checked.examples.map(({ line }) => line);
      expect(new Set(lines).size).toBe(lines.length);
      expect(checked.countedRows).toBe(lines.length);
      const leftOut = checked.gates.map((gate) => gate.leftOut);
      expect(checked.rows - checked.countedRows).toBeGreaterThanOrEqual(Math.max(...leftOut));
      expect(checked.rows - checked.countedRows).toBeLessThanOrEqual(leftOut.reduce((sum, count) => sum + count, 0));
    }),
    { numRuns: 60 }
  );
});
