// What a seat costs: it rises by a factor with every registration and halves in every half-life, a little in every block
// (subtensor `subnets/registration.rs` and the Q32 arithmetic of `utils/misc.rs`, spec 425).
import type { KeyValue } from '../../state/key-value.ts';
import { systemStorage } from '../system.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const ONE_Q32 = 1n << 32n;
const ONE_Q64 = 1n << 64n;
const known = new Map<number, bigint>();

/** The per-block factor in 1/2^32 whose `halfLife`-th power is at most a half; the largest such. */
export function decayFactorQ32(halfLifeBlocks: number): bigint {
  if (halfLifeBlocks === 0) return ONE_Q32;
  const cached = known.get(halfLifeBlocks);
  if (cached !== undefined) return cached;
  let low = 0n;
  let high = ONE_Q32;
  while (low + 1n < high) {
    const middle = low + ((high - low) >> 1n);
    if (powQ32(middle, halfLifeBlocks) > ONE_Q32 / 2n) high = middle;
    else low = middle;
  }
  known.set(halfLifeBlocks, low);
  return low;
}

function powQ32(base: bigint, exponent: number): bigint {
  let result = ONE_Q32;
  let factor = base;
  for (let power = exponent; power > 0; power >>= 1) {
    if (power & 1) result = (result * factor) >> 32n;
    factor = (factor * factor) >> 32n;
  }
  return result;
}

/** The block step: the price falls and the block's count of registrations starts over. */
export function decayBurn(state: KeyValue, netuid: number): void {
  storage.RegistrationsThisBlock.remove(state, netuid);
  const burn = storage.Burn.get(state, netuid);
  const hasBegun = systemStorage.Number.get(state) > 1;
  const factor = decayFactorQ32(hasBegun ? storage.BurnHalfLife.get(state, netuid) : 0);
  setBurn(state, netuid, burn, (burn * factor) >> 32n);
}

/** After a registration the next one costs more at once. */
export function raiseBurn(state: KeyValue, netuid: number): void {
  const burn = storage.Burn.get(state, netuid);
  const { bits } = storage.BurnIncreaseMult.get(state, netuid);
  setBurn(state, netuid, burn, (burn * (bits > ONE_Q64 ? bits : ONE_Q64)) >> 64n);
}

function setBurn(state: KeyValue, netuid: number, before: bigint, wanted: bigint): void {
  const floor = storage.MinBurn.get(state, netuid);
  const ceiling = storage.MaxBurn.get(state, netuid);
  const raised = wanted < floor ? floor : wanted;
  const burn = raised > ceiling ? ceiling : raised;
  if (burn !== before) storage.Burn.put(state, netuid, burn);
}
