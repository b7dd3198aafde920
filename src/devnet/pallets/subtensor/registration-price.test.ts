import { describe, expect, test } from 'vitest';
import { BlockContext } from '../../runtime/block-context.ts';
import { systemStorage } from '../system.ts';
import { decayBurn, decayFactorQ32, raiseBurn } from './registration-price.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const EMPTY = { get: () => undefined, keysWithPrefix: () => [] };
const TAO = 1_000_000_000n;
const fresh = (burn: bigint) => {
  const { state } = new BlockContext(EMPTY, { number: 5, timestampMs: 0, parentHash: new Uint8Array(32) });
  systemStorage.Number.put(state, 5);
  storage.Burn.put(state, 1, burn);
  return state;
};

describe('the price of a seat', () => {
  test('halves in a half-life, to within the last digits', () => {
    const state = fresh(80n * TAO);
    for (let block = 0; block < 360; block++) decayBurn(state, 1);
    const burn = storage.Burn.get(state, 1);
    expect(burn <= 40n * TAO).toBe(true);
    expect(Number(40n * TAO - burn)).toBeLessThan(10_000);
  });

  test('falls by the largest factor whose power is at most a half', () => {
    expect(decayFactorQ32(0)).toBe(1n << 32n);
    expect(decayFactorQ32(1)).toBe(1n << 31n);
    for (const halfLife of [2, 7, 360, 65_535])
      expect(Number(decayFactorQ32(halfLife)) / 2 ** 32).toBeCloseTo(2 ** (-1 / halfLife), 5);
  });

  test('rises by 1.26 a registration, between its bounds', () => {
    const state = fresh(10n * TAO);
    raiseBurn(state, 1);
    expect(storage.Burn.get(state, 1)).toBe(12_599_999_999n);
    storage.Burn.put(state, 1, 99n * TAO);
    raiseBurn(state, 1);
    expect(storage.Burn.get(state, 1)).toBe(100n * TAO);
    storage.Burn.put(state, 1, 1n);
    decayBurn(state, 1);
    expect(storage.Burn.get(state, 1)).toBe(500_000n);
  });
});
