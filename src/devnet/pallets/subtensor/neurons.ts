// Seats on a subnet: a uid per hotkey, with every per-neuron vector kept as long as the subnet has seats.
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import { sameKey } from './same-key.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

/** Takes a new seat at the end. @returns its uid. */
export function appendNeuron(state: KeyValue, netuid: number, hotkey: Uint8Array, block: number): number {
  const uid = storage.SubnetworkN.get(state, netuid);
  storage.SubnetworkN.put(state, netuid, uid + 1);
  storage.Active.update(state, netuid, (all) => [...all, true]);
  storage.Emission.update(state, netuid, (all) => [...all, 0n]);
  storage.Consensus.update(state, netuid, (all) => [...all, 0]);
  storage.Incentive.update(state, netuid, (all) => [...all, 0]);
  storage.LastUpdate.update(state, netuid, (all) => [...all, BigInt(block)]);
  storage.Dividends.update(state, netuid, (all) => [...all, 0]);
  storage.ValidatorTrust.update(state, netuid, (all) => [...all, 0]);
  storage.ValidatorPermit.update(state, netuid, (all) => [...all, false]);
  seat(state, netuid, uid, hotkey, block);
  return uid;
}

/** Gives an occupied seat to another hotkey and clears what the old one earned. */
export function replaceNeuron(state: KeyValue, netuid: number, uid: number, hotkey: Uint8Array, block: number): void {
  const old = storage.Keys.get(state, netuid, uid);
  storage.Uids.remove(state, netuid, old);
  storage.IsNetworkMember.remove(state, old, netuid);
  storage.Axons.remove(state, netuid, old);
  storage.AssociatedEvmAddress.remove(state, netuid, uid);
  storage.Active.update(state, netuid, (all) => all.with(uid, true));
  storage.Emission.update(state, netuid, (all) => all.with(uid, 0n));
  storage.Consensus.update(state, netuid, (all) => all.with(uid, 0));
  storage.Incentive.update(state, netuid, (all) => all.with(uid, 0));
  storage.Dividends.update(state, netuid, (all) => all.with(uid, 0));
  storage.ValidatorTrust.update(state, netuid, (all) => all.with(uid, 0));
  storage.ValidatorPermit.update(state, netuid, (all) => all.with(uid, false));
  storage.LastUpdate.update(state, netuid, (all) => all.with(uid, BigInt(block)));
  storage.Weights.remove(state, netuid, uid);
  storage.Bonds.remove(state, netuid, uid);
  seat(state, netuid, uid, hotkey, block);
}

/**
 * The seat a newcomer gets on a full subnet: least emission, then earliest registration, then lowest uid; seats out of
 * their immunity first, as long as enough of those remain. Undefined when only the owner's seat is left.
 */
export function neuronToPrune(state: ReadableState, netuid: number, block: number): number | undefined {
  const emission = storage.Emission.get(state, netuid);
  const immunity = storage.ImmunityPeriod.get(state, netuid);
  const ownerHotkey = storage.SubnetOwnerHotkey.get(state, netuid);
  const seats = Array.from({ length: storage.SubnetworkN.get(state, netuid) }, (_, uid) => ({
    uid,
    hotkey: storage.Keys.get(state, netuid, uid),
    registered: Number(storage.BlockAtRegistration.get(state, netuid, uid)),
    emission: emission[uid] ?? 0n
  })).filter(({ hotkey }) => !sameKey(hotkey, ownerHotkey));
  seats.sort(
    (a, b) =>
      (a.emission < b.emission ? -1 : a.emission > b.emission ? 1 : 0) || a.registered - b.registered || a.uid - b.uid
  );
  const mortal = seats.filter(({ registered }) => block - registered >= immunity);
  if (mortal.length > storage.MinNonImmuneUids.get(state, netuid)) return mortal[0]!.uid;
  return seats.find((candidate) => !mortal.includes(candidate))?.uid;
}

/** Binds a hotkey to the coldkey that owns it, once. */
export function createHotkey(state: KeyValue, coldkey: Uint8Array, hotkey: Uint8Array): void {
  if (storage.Owner.has(state, hotkey)) return;
  storage.Owner.put(state, hotkey, coldkey);
  storage.OwnedHotkeys.update(state, coldkey, (owned) => [...owned, hotkey]);
}

function seat(state: KeyValue, netuid: number, uid: number, hotkey: Uint8Array, block: number): void {
  storage.Keys.put(state, netuid, uid, hotkey);
  storage.Uids.put(state, netuid, hotkey, uid);
  storage.BlockAtRegistration.put(state, netuid, uid, BigInt(block));
  storage.IsNetworkMember.put(state, hotkey, netuid, true);
}
