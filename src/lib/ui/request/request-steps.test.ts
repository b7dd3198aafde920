import { expect, test } from 'vitest';
import { someRequest } from '../../market/testing/some-request.ts';
import { someChallenge } from '../../market/testing/some-state.ts';
import { requestSteps } from './request-steps.ts';

const states = (...given: Parameters<typeof requestSteps>) => requestSteps(...given).map(({ state }) => state);

test('every window has its blocks as soon as they are known', () => {
  const [commits, reveals, draw, scores] = requestSteps(someRequest(), 25);
  expect([commits, reveals, draw, scores]).toMatchObject([
    { from: 1, until: 20, state: 'past' },
    { from: 21, until: 30, state: 'now' },
    { from: 31, until: 30 + 7_200, state: 'ahead' },
    { from: null, until: null, blocks: 20, state: 'ahead' }
  ]);
  const drawn = requestSteps(someRequest({ stage: 'scoring', drawnBlock: 40 }), 65);
  expect(drawn.slice(2, 6)).toMatchObject([
    { until: 40, state: 'past' },
    { from: 40, until: 60, state: 'past' },
    { from: 61, until: 70, state: 'now' },
    { from: 71, until: 80, state: 'ahead' }
  ]);
});

test('what never happened is skipped, not past', () => {
  expect(states(someRequest({ stage: 'refunded', settledBlock: 31 }), 40)).toEqual([
    'past',
    'past',
    'skipped',
    'skipped',
    'skipped',
    'skipped',
    'past',
    'skipped'
  ]);
  const settled = someRequest({ stage: 'settled', drawnBlock: 40, settledBlock: 85 });
  expect(states(settled, 90).at(-1)).toBe('now');
  expect(states(settled, 116).at(-1)).toBe('past');
});

test('an open challenge keeps the challenges open and the settlement waiting, as the contract does', () => {
  const request = someRequest({ stage: 'scoring', drawnBlock: 40, openChallenges: 1 });
  const challenge = someChallenge({ status: 'drawn', deadlineBlock: 200 });
  expect(requestSteps(request, 150, [challenge]).slice(5, 7)).toMatchObject([
    { from: 71, until: 80, waitsFor: { challenges: 1, until: 210 }, state: 'now' },
    { from: null, state: 'ahead' }
  ]);
  const both = [challenge, someChallenge({ status: 'seeded', deadlineBlock: 265 })];
  expect(requestSteps(request, 150, both)[5]!.waitsFor).toEqual({ challenges: 2, until: 280 });
  const resolved = [someChallenge({ status: 'rejected' })];
  expect(requestSteps({ ...request, openChallenges: 0 }, 150, resolved).slice(5, 7)).toMatchObject([
    { waitsFor: null, state: 'past' },
    { from: 81, state: 'now' }
  ]);
});
