import { expect, test } from 'vitest';
import { compareRuns } from './compare-runs.ts';

test('same, different with and without a known reason, absent, and a step that threw', () => {
  const theirs = [
    { area: 'a', name: 'one', value: 1 },
    { area: 'a', name: 'two', value: 1 },
    { area: 'a', name: 'three', value: [1] },
    { area: 'b', name: 'four', value: 'not here' },
    { area: 'b', name: 'five', fault: 'No epoch came.' }
  ];
  const ours = theirs.map(({ area, name }, i) => ({ area, name, value: i === 0 ? 1 : 2 }));
  const known = [
    { area: 'a', name: 'two', specVersions: [143], reason: 'older rule' },
    { area: 'a', name: /^thr/, specVersions: [218], reason: 'another version' }
  ];
  const rows = compareRuns(theirs, ours, 143, known, 'not here');
  expect(rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['same', ''],
    ['differs', 'older rule'],
    ['differs', ''],
    ['absent', ''],
    ['differs', '']
  ]);
  expect(rows[4]!.theirs).toBe('fault: No epoch came.');
});
