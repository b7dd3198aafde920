// Calls about a settled request: packages, keys, sales and what is forfeited, as a random sequence makes them.
import { BENCHMARK, minerKey, packageKeyOf, REQUESTER, saltOf, TAO } from '../market-actors.ts';
import type { Key } from '../test-keys.ts';
import type { Random } from './random.ts';
import { EVERYBODY } from './sequence-actors.ts';
import type { KnownRequest, Step } from './sequence-state.ts';

/** The miner makes its package readable. */
export function firstDeliveryStep(id: bigint, request: KnownRequest, index: number): Step {
  const [miner] = request.commits[index]!;
  const [name, ...args] = request.terms.privateDelivery
    ? ['deliverKey', BigInt(request.seats.length), '0x01']
    : ['openPackage', packageKeyOf(miner)];
  return { from: minerKey(miner).address, name: name as string, args: [id, BigInt(index), ...args], rao: 0n };
}

export function settledStep(random: Random, id: bigint, request: KnownRequest, index: number, seat: number): Step {
  const [miner] = request.commits[index] ?? [0];
  const step = (from: Key, name: string, args: readonly unknown[], rao = 0n): Step => ({
    from: from.address,
    name,
    args: [id, BigInt(index), ...args],
    rao
  });
  const buyer = random.pick(EVERYBODY);
  const [bought] = request.purchases;
  const deliverer = random.chance(0.7) ? minerKey(miner) : EVERYBODY[request.seats[seat] ?? 0]!;
  const steps = [
    () => step(buyer, 'forfeit', []),
    () => ({
      ...step(random.pick([REQUESTER, buyer, deliverer]), 'revealBenchmark', []),
      args: [id, BigInt(seat), random.pick([BENCHMARK, saltOf('wrong')])]
    }),
    () => ({ ...step(buyer, 'forfeitDeposit', []), args: [id] }),
    () => step(REQUESTER, 'namePrice', [buyer.address, random.pick([0n, 1n, TAO])]),
    () => step(minerKey(miner), 'namePrice', [buyer.address, random.pick([0n, 1n, TAO])]),
    ...(request.terms.privateDelivery
      ? [() => step(deliverer, 'deliverKey', [BigInt(seat), '0x01'])]
      : [() => step(buyer, 'openPackage', [packageKeyOf(miner)])]),
    ...(request.opened.length > 0 && request.terms.forSale
      ? Array.from({ length: 5 }, () => () => ({
          ...step(buyer, 'buy', [], random.pick([request.terms.priceRao, request.terms.priceRao, 0n, 0n, 1n, TAO])),
          args: [id, BigInt(random.pick(request.opened)), BENCHMARK]
        }))
      : []),
    ...(bought
      ? [
          () => ({
            ...step(random.pick([minerKey(request.commits[bought[0]]?.[0] ?? 0), REQUESTER, buyer]), 'releaseKey', []),
            args: [id, BigInt(bought[0]), bought[1], '0x01']
          }),
          () => ({ ...step(buyer, 'refundPurchase', []), args: [id, BigInt(bought[0]), bought[1]] })
        ]
      : [])
  ];
  return random.pick(steps)();
}
