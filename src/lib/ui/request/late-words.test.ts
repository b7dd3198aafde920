import { expect, test } from 'vitest';
import { lateWords } from './late-words.ts';

const late = { hotkey: '0x01' as const, untilBlock: 330, isMissed: false };

test('what is due and what it costs, in words that fit "has to … by block 330, or …"', () => {
  const reveal = { ...late, kind: 'reveal-submission' as const, submissionIndex: 0 };
  expect(lateWords({ ...reveal, depositRao: 10_000_000n })).toEqual({
    what: 'reveal submission 0',
    cost: 'it loses its pay and its deposit of 0.01 TAO',
    lost: 'it lost its pay and its deposit of 0.01 TAO'
  });
  expect(lateWords({ ...reveal, depositRao: 0n }).cost).toBe('it loses its pay');
});

test('one submission is singular, several are plural', () => {
  const commit = { ...late, kind: 'commit-scores' as const, seat: 2 };
  expect(lateWords({ ...commit, submissions: [0] }).what).toBe('commit scores of submission 0');
  expect(lateWords({ ...commit, submissions: [0, 1] }).what).toBe('commit scores of submissions 0, 1');
});

test('a package is opened, a key delivered', () => {
  const share = { ...late, submissionIndex: 1, shareRao: 70_000_000_000n };
  expect(lateWords({ ...share, kind: 'open-package' })).toMatchObject({
    what: 'have the package of submission 1 opened',
    cost: 'its 70 TAO can be forfeited'
  });
  expect(lateWords({ ...share, kind: 'deliver-key' }).what).toBe('have the key of submission 1 delivered');
});
