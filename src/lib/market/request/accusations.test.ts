import { expect, test } from 'vitest';
import { accusations } from './accusations.ts';
import { someElector } from '../testing/some-request.ts';
import { someChallenge, someState } from '../testing/some-state.ts';

test('whoever an open challenge accuses learns so, and what it can lose; nobody else, and not after its end', () => {
  const electors = [someElector(), someElector({ seat: 1, lockedRao: 7n })];
  const challenge = someChallenge({ accusedSeat: 1, submissionIndex: 2 });
  const state = someState({ electors, challenges: [challenge] });
  expect(accusations(state, { publicKey: '0x11' })).toEqual([{ challengeId: 0, submissionIndex: 2, stakeRao: 7n }]);
  expect(accusations(state, { publicKey: '0x10' })).toEqual([]);
  expect(accusations(state, null)).toEqual([]);
  const resolved = { ...state, challenges: [{ ...challenge, status: 'rejected' as const }] };
  expect(accusations(resolved, { publicKey: '0x11' })).toEqual([]);
});
