import { expect, test } from 'vitest';
import { farthestFirst } from './order-reports.ts';
import { someSubmission } from '../testing/some-request.ts';

const score = (seat: number, scorePpm: number) => ({
  seat,
  hotkey: '0x01' as const,
  scorePpm,
  block: 62,
  reportsCid: 'r',
  isStruck: false,
  isOutlier: false
});
const submissions = [
  someSubmission({ scores: [score(0, 500_000), score(1, 100_000)] }),
  someSubmission({ index: 1, scores: [score(0, 300_000)] }),
  someSubmission({ index: 2, scores: [score(0, 900_000)] })
];
const reports = [
  { submissionIndex: 2, seat: 0 },
  { submissionIndex: 0, seat: 0 },
  { submissionIndex: 0, seat: 1 },
  { submissionIndex: 1, seat: 0 }
];

test("the report farthest from one's own number is first; what was not measured is last", () => {
  const own: Record<number, number> = { 0: 490_000, 1: 200_000 };
  expect(farthestFirst(reports, submissions, ({ index }) => own[index] ?? null)).toEqual([
    { submissionIndex: 0, seat: 1 },
    { submissionIndex: 1, seat: 0 },
    { submissionIndex: 0, seat: 0 },
    { submissionIndex: 2, seat: 0 }
  ]);
});

test('without any own number the order stays', () => {
  expect(farthestFirst(reports, submissions, () => null)).toEqual(reports);
});
