import { expect, test } from 'vitest';
import { markdownTable } from './markdown-table.ts';

test('columns line up, and a cell stays in its row and column', () => {
  expect(
    markdownTable(
      ['a', 'b'],
      [
        ['one', 'x | y'],
        ['two\nlines', '']
      ]
    )
  ).toBe(
    ['| a         | b      |', '| --------- | ------ |', '| one       | x \\| y |', '| two lines |        |'].join('\n')
  );
});
