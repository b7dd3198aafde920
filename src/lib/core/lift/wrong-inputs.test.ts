import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withWrongInputs } from './wrong-inputs.ts';

const example = (input: string, index: number) => ({ line: index + 1, input, output: `out ${index}` });

test('every row gets an input of another row, and never its own text, where there is another', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2, maxLength: 30 }), (inputs) => {
      const rows = inputs.map(example);
      const wrong = withWrongInputs(rows, 1);
      expect(wrong.map(({ output }) => output)).toEqual(rows.map(({ output }) => output));
      if (new Set(inputs).size > 1) wrong.forEach((row, index) => expect(row.input).not.toBe(inputs[index]));
      else expect(wrong).toEqual(rows);
    })
  );
});

test('distinct inputs are each used once', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map(example);
  expect(
    withWrongInputs(rows, 1)
      .map(({ input }) => input)
      .sort()
  ).toEqual(['a', 'b', 'c', 'd', 'e']);
});
