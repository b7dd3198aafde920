// What clients reckon with is what the contract says of itself.
import { expect, test } from 'vitest';
import * as constants from '#lib/core/market/market-constants.ts';
import { createMarketWorld } from './testing/market-world.ts';

/** The contract does not show them. What an appeal costs is held by its tests, which send this much. */
const INTERNAL = ['SEED_DELAY_BLOCKS', 'APPEAL_BONDS'];

test('the constants of clients are those of the contract', async () => {
  const world = await createMarketWorld();
  for (const [name, value] of Object.entries(constants))
    if (!INTERNAL.includes(name)) expect([name, await world.view(name)]).toEqual([name, BigInt(value)]);
});
