import { expect, test } from 'vitest';
import { someElector, someSubmission } from '../testing/some-request.ts';
import { submissionsToMeasure } from './submissions-to-measure.ts';

test('those the seat was drawn for come first; sealed ones, duplicates and related ones are not measured', () => {
  const submission = (index: number, more: Parameters<typeof someSubmission>[0] = {}) =>
    someSubmission({ index, status: 'revealed', assignedSeats: [], excludedSeats: [], ...more });
  const submissions = [
    submission(0),
    submission(1, { assignedSeats: [2] }),
    submission(2, { status: 'sealed' }),
    submission(3, { status: 'duplicate' }),
    submission(4, { assignedSeats: [1, 2] }),
    submission(5, { excludedSeats: [2] }),
    submission(6, { assignedSeats: [1], excludedSeats: [1] })
  ];
  expect(submissionsToMeasure(submissions, someElector({ seat: 2 })).map(({ index }) => index)).toEqual([1, 4, 0, 6]);
});
