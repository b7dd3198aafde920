// No call can be made too expensive for a block: each stays below its stated bound, and as many steps as clients take at
// once below a quarter of a block. `npm run gas:market` measures with 64 submissions, which here would take half a minute;
// of the bounds only that of `revealScores` grows with them.
import { expect, test } from 'vitest';
import { drawSteps, settleSteps } from '#lib/chain/market/steps-per-call.ts';
import { BLOCK_GAS, GAS_BOUNDS } from './testing/gas-bounds.ts';
import { measureGas } from './testing/measure-gas.ts';

const SUBMISSIONS = 16;

test('64 validators and 16 submissions', { timeout: 180_000 }, async () => {
  const gas = await measureGas(64, SUBMISSIONS);
  for (const [name, bound] of Object.entries(GAS_BOUNDS)) {
    expect(gas[name], name).toBeGreaterThan(21_000n);
    expect(gas[name], name).toBeLessThan(bound);
    expect(bound, name).toBeLessThan(BLOCK_GAS / 5n);
  }
  // All submissions were drawn in one call; the base counts as often as they fit into the client's.
  const drawn = (gas['draw (all)']! * BigInt(drawSteps(64))) / BigInt(SUBMISSIONS);
  expect(drawn).toBeLessThan(BLOCK_GAS / 4n);
  // Tallies, the costliest steps, come first: this call held them all, and the shares and payments beside.
  expect(settleSteps(64)).toBeLessThanOrEqual(SUBMISSIONS);
  expect(gas['settle (all)']).toBeLessThan(BLOCK_GAS / 4n);
});
