// Who gets an epoch's alpha: the owner its cut, miners their incentive, validators and their backers the dividends
// (subtensor `coinbase/run_coinbase.rs` distribute_emission, in its unsigned 96.32 fixed point; no root, no children).
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import type { SubnetEmission } from './epoch-mechanisms.ts';
import { creditPool, creditStake } from './stake.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const U16_MAX = 65_535n;

/** What had gathered since the last epoch, in rao of alpha. */
export interface PendingEmission {
  server: bigint;
  validator: bigint;
  ownerCut: bigint;
}

/** @param hotkeys the subnet's, by uid. Where nobody has an incentive, validators get the miners' half as well. */
export function payOut(
  state: KeyValue,
  netuid: number,
  hotkeys: readonly Uint8Array[],
  { serverEmissionRao, validatorEmissionRao }: SubnetEmission,
  pending: PendingEmission
): void {
  const ownerHotkey = storage.SubnetOwnerHotkey.get(state, netuid);
  creditStake(state, ownerHotkey, storage.SubnetOwner.get(state, netuid), netuid, pending.ownerCut);
  const withheld = ownersUids(state, netuid);
  hotkeys.forEach((hotkey, uid) => {
    const incentive = serverEmissionRao[uid]!;
    if (incentive === 0n || withheld.has(uid)) return;
    creditStake(state, hotkey, storage.Owner.get(state, hotkey), netuid, incentive);
  });
  const hasIncentive = serverEmissionRao.some((rao) => rao !== 0n);
  const alpha = hasIncentive ? pending.validator : pending.server + pending.validator;
  payDividends(state, netuid, hotkeys, validatorEmissionRao, alpha);
}

/** Splits alpha by dividends; of each part the hotkey's owner takes its cut, the pool gets the rest. */
function payDividends(
  state: KeyValue,
  netuid: number,
  hotkeys: readonly Uint8Array[],
  dividends: readonly bigint[],
  alpha: bigint
): void {
  const total = dividends.reduce((a, b) => a + b, 0n);
  storage.AlphaDividendsPerSubnet.removeAll(state, netuid);
  if (total === 0n) return;
  hotkeys.forEach((hotkey, uid) => {
    if (dividends[uid] === 0n) return;
    const part = alpha * ((dividends[uid]! << 32n) / total);
    const take = (((BigInt(storage.Delegates.get(state, hotkey)) << 32n) / U16_MAX) * part) >> 32n;
    const rest = (part - take) >> 32n;
    creditStake(state, hotkey, storage.Owner.get(state, hotkey), netuid, take >> 32n);
    creditPool(state, hotkey, netuid, rest);
    storage.AlphaDividendsPerSubnet.put(state, netuid, hotkey, rest);
    storage.TotalHotkeyAlphaLastEpoch.put(state, hotkey, netuid, storage.TotalHotkeyAlpha.get(state, hotkey, netuid));
  });
}

/** The subnet owner's hotkey and all others of its coldkey: their incentive is burned. */
function ownersUids(state: ReadableState, netuid: number): Set<number> {
  const owned = storage.OwnedHotkeys.get(state, storage.SubnetOwner.get(state, netuid));
  const hotkeys = [storage.SubnetOwnerHotkey.get(state, netuid), ...owned];
  return new Set(hotkeys.flatMap((hotkey) => storage.Uids.get(state, netuid, hotkey) ?? []));
}
