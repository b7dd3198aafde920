import { expect, test } from 'vitest';
import { eventWords } from './event-words.ts';

const names = { ofKey: (key: string) => `key ${key}`, ofSeat: (seat: number) => `uid ${seat + 4}` };

test('a seat is named by who holds it', () => {
  const assigned = [
    { submissionIndex: 0, seats: [0, 2] },
    { submissionIndex: 1, seats: [] }
  ];
  expect(eventWords({ kind: 'drawn', block: 9, assigned }, names)).toBe(
    'Scoring began. Submission 0: uid 4, uid 6. Submission 1: nobody.'
  );
  expect(eventWords({ kind: 'verdict-committed', block: 9, challengeId: 1, seat: 2 }, names)).toBe(
    'Uid 6 committed its verdict in challenge 1.'
  );
});
