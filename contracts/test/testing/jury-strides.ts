// A jury in strides, for tests that want a certain one.
import { unpackTickets } from './jury-model.ts';
import type { Scene } from './market-scene.ts';
import type { MarketWorld } from './market-world.ts';

export function createJuryStrides(world: MarketWorld, scene: Scene) {
  /** The tickets of the only challenge, as they are now. */
  const ticketsNow = async () => unpackTickets((await scene.challenges())[0]!.tickets);
  return {
    ticketsNow,

    /** Goes on in the first of so many blocks that gives a jury such as is wanted. */
    async drawUntil(
      open: () => Promise<unknown>,
      wanted: (tickets: number[]) => boolean,
      blocks = 10n
    ): Promise<number[]> {
      const begin = world.remember();
      for (let later = 0n; later < blocks; later++) {
        begin();
        world.block += later;
        await open();
        world.block += 5n;
        await scene.must(scene.anyone('drawJury', [0n, 0n]));
        const tickets = await ticketsNow();
        if (wanted(tickets)) return tickets;
      }
      throw new Error('no block draws such a jury');
    },

    /** Ends where it can be appealed. */
    async judge(tickets: number[], says: (seat: number) => number): Promise<void> {
      const seats = [...new Set(tickets)];
      for (const seat of seats) await scene.must(scene.commitVerdict(0n, 0n, seat, says(seat)));
      world.block += 11n;
      for (const seat of seats) await scene.must(scene.revealVerdict(0n, 0n, seat, says(seat)));
      world.block += 10n;
    }
  };
}
