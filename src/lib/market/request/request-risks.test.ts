import { describe, expect, test } from 'vitest';
import type { Hex } from '../../core/encoding/hex.ts';
import { SOME_TERMS, someRequest } from '../testing/some-request.ts';
import { requestRisks, riskText, type PossibleSeat } from './request-risks.ts';

const seat = (n: number, stakeRao: bigint, canReadBenchmark: boolean | null = true): PossibleSeat => ({
  hotkey: `0x${n}` as Hex,
  stakeRao,
  canReadBenchmark
});
const request = someRequest({ terms: { ...SOME_TERMS, quorum: 2 } });
const NEW = { ended: 0, unpaid: 0 };

describe('what speaks against a request', () => {
  test('is nothing where enough validators can score it', () => {
    expect(requestRisks(request, [seat(1, 5n), seat(2, 5n)], NEW)).toEqual([]);
  });

  test('is that too few have the bond', () => {
    expect(requestRisks(request, [seat(1, 5n)], NEW)).toEqual([{ kind: 'too-few-seats', seats: 1, quorum: 2 }]);
    expect(requestRisks(request, [], NEW)).toEqual([{ kind: 'too-few-seats', seats: 0, quorum: 2 }]);
  });

  test('is that the hidden part is sealed to dust alone, however many heads that is', () => {
    const seats = [seat(1, 100n, false), seat(2, 1n), seat(3, 1n), seat(4, 1n)];
    expect(requestRisks(request, seats, NEW)).toEqual([{ kind: 'sealed-to-few', readers: 3, seats: 4 }]);
    expect(requestRisks(request, [seat(1, 100n), seat(2, 1n, false), seat(3, 1n, false)], NEW)).toEqual([
      { kind: 'sealed-to-few', readers: 1, seats: 3 }
    ]);
  });

  test('is not knowing who can read it', () => {
    expect(requestRisks(request, [seat(1, 5n, null), seat(2, 5n, null)], NEW)).toEqual([{ kind: 'envelope-unread' }]);
  });

  test('is a requester that looks and does not pay, once there are two of its requests to say so', () => {
    const seats = [seat(1, 5n), seat(2, 5n)];
    expect(requestRisks(request, seats, { ended: 1, unpaid: 1 })).toEqual([]);
    expect(requestRisks(request, seats, { ended: 4, unpaid: 2 })).toEqual([]);
    expect(requestRisks(request, seats, { ended: 3, unpaid: 2 })).toEqual([
      { kind: 'pays-seldom', ended: 3, unpaid: 2 }
    ]);
  });

  test('is one sentence each', () => {
    const risks = requestRisks(request, [seat(1, 5n, false)], { ended: 3, unpaid: 3 });
    expect(risks.map(riskText)).toEqual([
      'Only 1 validator could score it now, and it asks for 2 scores: as it stands, nothing can pass.',
      'The hidden part is sealed to 0 of the 1 validators that could score it: too few for its quorum, or for half of their stake. As it stands, nothing can pass.',
      "Of this requester's 3 earlier requests with revealed submissions, 3 paid nothing."
    ]);
  });
});
