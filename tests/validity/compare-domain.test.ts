import { expect, test } from 'vitest';
import { compareDomain } from './compare-domain.ts';
import type { LearntRows, ValidityScore } from './results.ts';

const learnt = (variant: string, rights: number, bits: number): LearntRows => ({
  domain: 'd',
  variant,
  rows: 250,
  bits: Array.from({ length: 60 }, () => [bits, 10]),
  right: Array.from({ length: 60 }, (_, row) => row < rights),
  tokens: 4000,
  seconds: 1
});
const scored = (variant: string, score: number): ValidityScore => ({
  domain: 'd',
  variant,
  tier: 1,
  settings: '',
  score,
  interval95: [score, score],
  liftShare: score,
  pairingShare: 1,
  failedGates: [],
  countedShare: 1,
  seconds: 1
});
const sets = [learnt('clean', 55, 2), learnt('half moved', 30, 4), learnt('all moved', 2, 9)];

test('a score that falls with what was learnt agrees, by answers and by loss', () => {
  const scores = [scored('clean', 0.9), scored('half moved', 0.4), scored('all moved', 0)];
  for (const by of ['success', 'loss'] as const)
    expect(compareDomain(scores, sets, by)).toEqual({
      sets: 3,
      spearman: 1,
      all: { decisions: 1, pairs: 3 },
      told: { decisions: 1, pairs: 3 },
      wrong: []
    });
});

test('names the pairs that the score orders the other way', () => {
  const scores = [scored('clean', 0.3), scored('half moved', 0.4), scored('all moved', 0)];
  expect(compareDomain(scores, sets, 'success')!.wrong).toEqual([['clean', 'half moved']]);
});

test('compares only what has both, and nothing where answers cannot be judged', () => {
  const scores = [scored('clean', 0.3), scored('half moved', 0.4)];
  expect(compareDomain(scores, sets, 'loss')).toBeNull();
  const unjudged = sets.map((one) => ({ ...one, right: null }));
  expect(compareDomain([...scores, scored('all moved', 0)], unjudged, 'success')).toBeNull();
});
