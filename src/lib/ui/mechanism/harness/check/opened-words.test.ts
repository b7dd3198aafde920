import { expect, test } from 'vitest';
import { openedWords } from './opened-words.ts';

const place = (request: number) => ({ request, submission: 0 });
const read = (request: number) => ({ ...place(request), treeHash: '0'.repeat(64) });

test('it is said what was read, and what was not is never left out', () => {
  expect(openedWords({ read: [], unread: [] })).toEqual({
    said: 'No other request had opened a program before.',
    lacking: ''
  });
  expect(openedWords({ read: [read(3)], unread: [] }).said).toBe(
    'Held against 1 program that other requests had opened before.'
  );
  expect(openedWords({ read: [], unread: [place(1)] })).toMatchObject({
    said: '',
    lacking: expect.stringContaining('1 program that could not be read (request 1, submission 0)')
  });
  expect(openedWords({ read: [], unread: [1, 2, 3, 4, 5, 6, 7].map(place) }).lacking).toContain('and 2 more');
  expect(openedWords(null).lacking).toMatch(/^Not held against/);
});
