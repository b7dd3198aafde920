// Stake on a subnet: a hotkey's alpha is a pool, coldkeys hold shares of it, so that dividends reach all in proportion.
// This chain's subnets use subtensor's stable mechanism: one TAO is one alpha.
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import { ensure } from '../../frame/pallet.ts';
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import { burn, EXISTENTIAL_DEPOSIT_RAO, freeBalance, mint } from '../balances.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

/** Smallest stake that can be added or taken away in part: 0.002 TAO. */
const MIN_STAKE_RAO = 2_000_000n;

export function addStake(
  context: DispatchContext,
  coldkey: Uint8Array,
  hotkey: Uint8Array,
  netuid: number,
  rao: bigint
): void {
  const { state } = context;
  ensure(storage.NetworksAdded.get(state, netuid), subtensorErrors.SubnetNotExists);
  ensure(storage.SubtokenEnabled.get(state, netuid), subtensorErrors.SubtokenDisabled);
  ensure(rao >= MIN_STAKE_RAO, subtensorErrors.AmountTooLow);
  ensure(freeBalance(state, coldkey) >= rao + EXISTENTIAL_DEPOSIT_RAO, subtensorErrors.NotEnoughBalanceToStake);
  ensure(storage.Owner.has(state, hotkey), subtensorErrors.HotKeyAccountNotExists);
  burn(context, coldkey, rao);
  depositStake(state, hotkey, coldkey, netuid, rao);
  context.deposit(subtensorEvents.StakeAdded, { 0: coldkey, 1: hotkey, 2: rao, 3: rao, 4: netuid, 5: 0n });
}

export function removeStake(
  context: DispatchContext,
  coldkey: Uint8Array,
  hotkey: Uint8Array,
  netuid: number,
  alpha: bigint
): void {
  const { state } = context;
  ensure(storage.SubtokenEnabled.get(state, netuid), subtensorErrors.SubtokenDisabled);
  const available = stakeOf(state, hotkey, coldkey, netuid);
  const removed = alpha < available ? alpha : available;
  ensure(storage.NetworksAdded.get(state, netuid), subtensorErrors.SubnetNotExists);
  ensure(removed > 0n && (removed === available || removed >= MIN_STAKE_RAO), subtensorErrors.AmountTooLow);
  ensure(storage.Owner.has(state, hotkey), subtensorErrors.HotKeyAccountNotExists);
  ensure(storage.SubnetTAO.get(state, netuid) >= removed, subtensorErrors.InsufficientLiquidity);
  withdrawShares(state, hotkey, coldkey, netuid, removed);
  storage.SubnetTAO.update(state, netuid, (tao) => tao - removed);
  storage.SubnetAlphaOut.update(state, netuid, (out) => (out > removed ? out - removed : 0n));
  storage.TotalStake.update(state, (total) => (total > removed ? total - removed : 0n));
  mint(context, coldkey, removed);
  context.deposit(subtensorEvents.StakeRemoved, { 0: coldkey, 1: hotkey, 2: removed, 3: removed, 4: netuid, 5: 0n });
}

/** Puts TAO into a subnet as stake of one coldkey under a hotkey; the TAO has already been taken from its owner. */
export function depositStake(
  state: KeyValue,
  hotkey: Uint8Array,
  coldkey: Uint8Array,
  netuid: number,
  rao: bigint
): void {
  creditStake(state, hotkey, coldkey, netuid, rao);
  storage.SubnetTAO.update(state, netuid, (tao) => tao + rao);
  storage.SubnetAlphaOut.update(state, netuid, (out) => out + rao);
  storage.TotalStake.update(state, (total) => total + rao);
}

/** Gives alpha to one coldkey's share of a hotkey's pool. */
export function creditStake(
  state: KeyValue,
  hotkey: Uint8Array,
  coldkey: Uint8Array,
  netuid: number,
  alpha: bigint
): void {
  if (alpha === 0n) return;
  const pool = storage.TotalHotkeyAlpha.get(state, hotkey, netuid);
  const shares = storage.TotalHotkeyShares.get(state, hotkey, netuid).bits;
  const fresh = pool === 0n || shares === 0n ? alpha << 64n : (alpha * shares) / pool;
  const held = storage.Alpha.get(state, hotkey, coldkey, netuid).bits;
  storage.Alpha.put(state, hotkey, coldkey, netuid, { bits: held + fresh });
  storage.TotalHotkeyShares.put(state, hotkey, netuid, { bits: shares + fresh });
  storage.TotalHotkeyAlpha.put(state, hotkey, netuid, pool + alpha);
  if (held === 0n)
    storage.StakingHotkeys.update(state, coldkey, (known) =>
      known.some((key) => sameKey(key, hotkey)) ? known : [...known, hotkey]
    );
}

/** Gives alpha to everyone who holds shares of a hotkey's pool; to its owner when nobody does. */
export function creditPool(state: KeyValue, hotkey: Uint8Array, netuid: number, alpha: bigint): void {
  if (storage.TotalHotkeyShares.get(state, hotkey, netuid).bits === 0n)
    return creditStake(state, hotkey, storage.Owner.get(state, hotkey), netuid, alpha);
  storage.TotalHotkeyAlpha.update(state, hotkey, netuid, (pool) => pool + alpha);
}

/** A coldkey's alpha under a hotkey. */
export function stakeOf(state: ReadableState, hotkey: Uint8Array, coldkey: Uint8Array, netuid: number): bigint {
  const shares = storage.TotalHotkeyShares.get(state, hotkey, netuid).bits;
  if (shares === 0n) return 0n;
  return (
    (storage.Alpha.get(state, hotkey, coldkey, netuid).bits * storage.TotalHotkeyAlpha.get(state, hotkey, netuid)) /
    shares
  );
}

function withdrawShares(state: KeyValue, hotkey: Uint8Array, coldkey: Uint8Array, netuid: number, alpha: bigint): void {
  const pool = storage.TotalHotkeyAlpha.get(state, hotkey, netuid);
  const shares = storage.TotalHotkeyShares.get(state, hotkey, netuid).bits;
  const held = storage.Alpha.get(state, hotkey, coldkey, netuid).bits;
  const isAll = alpha === (held * pool) / shares;
  const given = isAll ? held : (alpha * shares) / pool;
  storage.Alpha.put(state, hotkey, coldkey, netuid, { bits: held - given });
  storage.TotalHotkeyShares.put(state, hotkey, netuid, { bits: shares - given });
  storage.TotalHotkeyAlpha.put(state, hotkey, netuid, pool - alpha);
}
