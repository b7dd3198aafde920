import { describe, expect, test } from 'vitest';
import { SOME_TERMS, someRequest } from '#lib/market/testing/some-request.ts';
import { bondFor, byWhatTheyPay } from './duty-order.ts';

const request = (id: number, bountyRao: bigint, validatorBondRao: bigint) =>
  someRequest({ id, bountyRao, terms: { ...SOME_TERMS, validatorBondRao } });

describe('a validator’s duties', () => {
  test('go by what a request pays for each rao of bond, then by bounty, then by age', () => {
    const requests = [
      request(0, 1_000_000n, 1_000_000n),
      request(1, 100n, 1n),
      request(2, 5_000_000n, 1_000_000n),
      request(3, 200n, 2n),
      request(4, 5_000_000n, 1_000_000n),
      request(5, 7n, 0n)
    ];
    expect(requests.toSorted(byWhatTheyPay).map(({ id }) => id)).toEqual([3, 1, 5, 2, 4, 0]);
  });

  test('leave a reserve of the bond to requests that pay at least as much', () => {
    const bond = { activeRao: 100n, lockedRao: 30n, leavingRao: 0n, leavesBlock: null };
    expect(bondFor({ bountyRao: 40n }, bond, 40n)).toEqual(bond);
    expect(bondFor({ bountyRao: 39n }, bond, 40n)).toEqual({ ...bond, activeRao: 60n });
    expect(bondFor({ bountyRao: 1n }, bond, 90n)).toEqual({ ...bond, activeRao: 30n });
  });
});
