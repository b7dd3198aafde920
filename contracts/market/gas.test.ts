// No call can be made too expensive for a block: each stays below its stated bound. `npm run gas:market` measures with
// 64 submissions, which here would take half a minute; only `revealScores` grows with them.
import { expect, test } from 'vitest';
import { BLOCK_GAS, GAS_BOUNDS } from './testing/gas-bounds.ts';
import { measureGas } from './testing/measure-gas.ts';

test('64 validators and 16 submissions', { timeout: 180_000 }, async () => {
  const gas = await measureGas(64, 16);
  for (const [name, bound] of Object.entries(GAS_BOUNDS)) {
    expect(gas[name], name).toBeGreaterThan(21_000n);
    expect(gas[name], name).toBeLessThan(bound);
    expect(bound, name).toBeLessThan(BLOCK_GAS / 5n);
  }
});
