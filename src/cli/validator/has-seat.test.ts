import { expect, test } from 'vitest';
import type { RequestStage } from '#lib/core/market/market-state.ts';
import { someElector, someRequest } from '#lib/market/testing/some-request.ts';
import { hasSeat } from './has-seat.ts';

const seatIn = (...stages: RequestStage[]) =>
  hasSeat(
    {
      requestCount: async () => stages.length,
      request: async (id) => someRequest({ id, stage: stages[id]! }),
      electors: async () => [someElector({ hotkey: '0x10' })]
    },
    { publicKey: '0x10' }
  );

test('a seat counts from the snapshot to the settlement', async () => {
  expect(await seatIn('scoring')).toBe(true);
  expect(await seatIn('settled', 'seeded', 'refunded')).toBe(true);
  expect(await seatIn('open', 'settled', 'refunded')).toBe(false);
});
