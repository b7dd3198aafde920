import { expect, test } from 'vitest';
import { PrintedOutput } from './printed-output.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('standard output is kept whole, of standard error the end', () => {
  const printed = new PrintedOutput(100_000);
  for (let line = 0; line < 3000; line++) printed.out.write(bytes('ab\n'));
  printed.errors.write(bytes('x'.repeat(5000)));
  printed.errors.write(bytes('end'));
  expect(printed.printed).toEqual(bytes('ab\n'.repeat(3000)));
  expect(printed.errorsTail).toBe(`${'x'.repeat(3997)}end`);
  expect(printed.bytes).toBe(14_003);
});

test('past the budget nothing is kept and the run ends', () => {
  const printed = new PrintedOutput(3);
  printed.out.write(bytes('abc'));
  expect(() => printed.throwIfSpent()).not.toThrow();
  printed.errors.write(bytes('d'));
  expect(() => printed.throwIfSpent()).toThrow(/more than 3 bytes/);
  expect(printed.printed).toEqual(bytes('abc'));
});
