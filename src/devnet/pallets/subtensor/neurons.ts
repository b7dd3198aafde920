// Seats on a subnet: a uid per hotkey, with every per-neuron vector kept as long as the subnet has seats.
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { mechanismIndex } from './weights-rules.ts';

/** Takes a new seat at the end. @returns its uid. */
export function appendNeuron(state: KeyValue, netuid: number, hotkey: Uint8Array, block: number): number {
  return appendNeurons(state, netuid, [hotkey], block);
}

/** Takes new seats at the end, in this order. @returns the first one's uid. */
export function appendNeurons(state: KeyValue, netuid: number, hotkeys: readonly Uint8Array[], block: number): number {
  const first = storage.SubnetworkN.get(state, netuid);
  const n = first + hotkeys.length;
  storage.SubnetworkN.put(state, netuid, n);
  storage.Active.update(state, netuid, (all) => fillTo(all, n, true));
  storage.Emission.update(state, netuid, (all) => fillTo(all, n, 0n));
  storage.Consensus.update(state, netuid, (all) => fillTo(all, n, 0));
  for (const index of mechanismsOf(state, netuid)) {
    storage.Incentive.update(state, index, (all) => fillTo(all, n, 0));
    storage.LastUpdate.update(state, index, (all) => fillTo(fillTo(all, first, 0n), n, BigInt(block)));
  }
  storage.Dividends.update(state, netuid, (all) => fillTo(all, n, 0));
  storage.ValidatorTrust.update(state, netuid, (all) => fillTo(all, n, 0));
  storage.ValidatorPermit.update(state, netuid, (all) => fillTo(all, n, false));
  hotkeys.forEach((hotkey, i) => seat(state, netuid, first + i, hotkey, block));
  return first;
}

/** Gives an occupied seat to another hotkey and clears what the old one earned, was given and had announced. */
export function replaceNeuron(state: KeyValue, netuid: number, uid: number, hotkey: Uint8Array, block: number): void {
  const old = storage.Keys.get(state, netuid, uid);
  storage.Uids.remove(state, netuid, old);
  storage.IsNetworkMember.remove(state, old, netuid);
  for (const announced of [storage.Axons, storage.NeuronCertificates, storage.Prometheus])
    announced.remove(state, netuid, old);
  storage.AssociatedEvmAddress.remove(state, netuid, uid);
  storage.Active.update(state, netuid, (all) => placeAt(all, uid, true, true));
  storage.Emission.update(state, netuid, (all) => placeAt(all, uid, 0n, 0n));
  storage.Consensus.update(state, netuid, (all) => placeAt(all, uid, 0, 0));
  storage.Dividends.update(state, netuid, (all) => placeAt(all, uid, 0, 0));
  storage.StakeWeight.update(state, netuid, (all) => (uid < all.length ? all.with(uid, 0) : all));
  storage.ValidatorTrust.update(state, netuid, (all) => placeAt(all, uid, 0, 0));
  storage.ValidatorPermit.update(state, netuid, (all) => placeAt(all, uid, false, false));
  for (const index of mechanismsOf(state, netuid)) clearMechanism(state, index, uid, block);
  seat(state, netuid, uid, hotkey, block);
}

/** Weights of and for the seat, its bonds, its incentive; the newcomer's clock starts now. */
function clearMechanism(state: KeyValue, index: number, uid: number, block: number): void {
  storage.Incentive.update(state, index, (all) => placeAt(all, uid, 0, 0));
  storage.LastUpdate.update(state, index, (all) => placeAt(all, uid, BigInt(block), 0n));
  storage.Bonds.remove(state, index, uid);
  storage.Weights.remove(state, index, uid);
  for (const { keys, value } of storage.Weights.entries(state, index)) {
    const at = Array.prototype.indexOf.call(value.uids, uid);
    if (at < 0 || value.values[at] === 0) continue;
    storage.Weights.put(state, index, keys[1], { uids: value.uids, values: Array.from(value.values).with(at, 0) });
  }
}

/** Storage indices of a subnet's mechanisms. */
const mechanismsOf = (state: ReadableState, netuid: number): number[] =>
  Array.from({ length: storage.MechanismCountCurrent.get(state, netuid) }, (_, mechanism) =>
    mechanismIndex(netuid, mechanism)
  );

/** The list, made `length` long with `filler`. */
const fillTo = <T>(all: readonly T[], length: number, filler: T): T[] => [
  ...all,
  ...Array.from({ length: Math.max(0, length - all.length) }, () => filler)
];

/** The list with `value` at `uid`; a list that is too short is filled up. */
const placeAt = <T>(all: readonly T[], uid: number, value: T, filler: T): T[] =>
  fillTo(all, uid + 1, filler).with(uid, value);

/**
 * The seat a newcomer gets on a full subnet: least emission, then earliest registration, then lowest uid; seats out of
 * their immunity first, as long as more than `MinNonImmuneUids` of those remain. The owner's hotkeys are never asked.
 */
export function neuronToPrune(state: ReadableState, netuid: number, block: number): number | undefined {
  const emission = storage.Emission.get(state, netuid);
  const immunity = storage.ImmunityPeriod.get(state, netuid);
  const immortal = immortalUids(state, netuid);
  const seats = Array.from({ length: storage.SubnetworkN.get(state, netuid) }, (_, uid) => ({
    uid,
    registered: Number(storage.BlockAtRegistration.get(state, netuid, uid)),
    emission: emission[uid] ?? 0n
  })).filter(({ uid }) => !immortal.has(uid));
  seats.sort(
    (a, b) =>
      (a.emission < b.emission ? -1 : a.emission > b.emission ? 1 : 0) || a.registered - b.registered || a.uid - b.uid
  );
  const mortal = seats.filter(({ registered }) => block - registered >= immunity);
  if (mortal.length > storage.MinNonImmuneUids.get(state, netuid)) return mortal[0]!.uid;
  return seats.find((candidate) => !mortal.includes(candidate))?.uid;
}

/** The subnet owner's hotkey and the first of the owner's other ones, `ImmuneOwnerUidsLimit` together. */
function immortalUids(state: ReadableState, netuid: number): Set<number> {
  const limit = storage.ImmuneOwnerUidsLimit.get(state, netuid);
  const owned = storage.OwnedHotkeys.get(state, storage.SubnetOwner.get(state, netuid))
    .flatMap((hotkey) => storage.Uids.get(state, netuid, hotkey) ?? [])
    .map((uid) => ({ uid, registered: Number(storage.BlockAtRegistration.get(state, netuid, uid)) }))
    .sort((a, b) => a.registered - b.registered || a.uid - b.uid)
    .slice(0, limit)
    .map(({ uid }) => uid);
  const ownerUid = storage.Uids.get(state, netuid, storage.SubnetOwnerHotkey.get(state, netuid));
  return new Set(ownerUid === undefined || owned.includes(ownerUid) ? owned : [ownerUid, ...owned].slice(0, limit));
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
