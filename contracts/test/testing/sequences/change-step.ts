// A change of an open request before its deadline, as a random sequence makes it.
import { REQUESTER, TAO } from '../market-actors.ts';
import type { Random } from './random.ts';
import type { KnownRequest, Step } from './sequence-state.ts';

/** What its requester, or somebody who adds to the bounty, does before the deadline. */
export function changeStep(random: Random, id: bigint, request: KnownRequest): Step {
  const step = (name: string, args: readonly unknown[], rao = 0n): Step => ({
    from: REQUESTER.address,
    name,
    args: [id, ...args],
    rao
  });
  return random.pick([
    () => step('topUp', [], random.pick([1n, 999n, TAO])),
    () => step('topUp', [], 1_000_003n),
    () => step('extend', [request.terms.deadlineBlock + BigInt(random.below(10))]),
    () => step('extend', [request.terms.deadlineBlock + 1n]),
    () => step(random.chance(0.3) ? 'cancel' : 'topUp', [])
  ])();
}
