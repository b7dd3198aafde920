// Registration: a coldkey pays the burn for a seat of its hotkey, or the lock for a subnet of its own.
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import { ensure } from '../../frame/pallet.ts';
import type { KeyValue } from '../../state/key-value.ts';
import { burn, EXISTENTIAL_DEPOSIT_RAO, freeBalance } from '../balances.ts';
import { appendNeuron, createHotkey, neuronToPrune, replaceNeuron } from './neurons.ts';
import { raiseBurn } from './registration-price.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

export function registerNeuron(
  context: DispatchContext,
  coldkey: Uint8Array,
  netuid: number,
  hotkey: Uint8Array
): void {
  const { state, blockNumber } = context;
  ensure(netuid !== 0, subtensorErrors.RegistrationNotPermittedOnRootSubnet);
  ensure(storage.NetworksAdded.get(state, netuid), subtensorErrors.SubnetNotExists);
  ensure(storage.NetworkRegistrationAllowed.get(state, netuid), subtensorErrors.SubNetRegistrationDisabled);
  ensure(!storage.Uids.has(state, netuid, hotkey), subtensorErrors.HotKeyAlreadyRegisteredInSubNet);
  const cost = storage.Burn.get(state, netuid);
  ensure(freeBalance(state, coldkey) >= cost + EXISTENTIAL_DEPOSIT_RAO, subtensorErrors.NotEnoughBalanceToStake);
  createHotkey(state, coldkey, hotkey);
  ensure(sameKey(storage.Owner.get(state, hotkey), coldkey), subtensorErrors.NonAssociatedColdKey);
  const uid = takeSeat(state, netuid, hotkey, blockNumber);
  burn(context, coldkey, cost);
  raiseBurn(state, netuid);
  storage.RegistrationsThisBlock.update(state, netuid, (count) => count + 1);
  storage.RAORecycledForRegistration.update(state, netuid, (recycled) => recycled + cost);
  context.deposit(subtensorEvents.NeuronRegistered, { 0: netuid, 1: uid, 2: hotkey });
}

export function registerNetwork(context: DispatchContext, coldkey: Uint8Array, hotkey: Uint8Array): void {
  const { state, blockNumber } = context;
  const isOwned = !storage.Owner.has(state, hotkey) || sameKey(storage.Owner.get(state, hotkey), coldkey);
  ensure(isOwned, subtensorErrors.NonAssociatedColdKey);
  ensure(storage.TotalNetworks.get(state) < storage.SubnetLimit.get(state), subtensorErrors.SubnetLimitReached);
  const cost = storage.NetworkMinLockCost.get(state);
  ensure(freeBalance(state, coldkey) >= cost + EXISTENTIAL_DEPOSIT_RAO, subtensorErrors.CannotAffordLockCost);
  burn(context, coldkey, cost);
  createHotkey(state, coldkey, hotkey);
  const netuid = nextNetuid(state);
  createNetwork(state, netuid, coldkey, hotkey, blockNumber);
  storage.SubnetLocked.put(state, netuid, cost);
  storage.SubnetTAO.put(state, netuid, cost);
  appendNeuron(state, netuid, hotkey, blockNumber);
  context.deposit(subtensorEvents.NetworkAdded, { 0: netuid, 1: 0 });
}

/** Writes the storage that makes a subnet exist. */
export function createNetwork(
  state: KeyValue,
  netuid: number,
  owner: Uint8Array,
  ownerHotkey: Uint8Array,
  block: number
): void {
  storage.NetworksAdded.put(state, netuid, true);
  storage.NetworkRegisteredAt.put(state, netuid, BigInt(block));
  storage.FirstEmissionBlockNumber.put(state, netuid, BigInt(block));
  storage.SubnetMechanism.put(state, netuid, 0);
  storage.SubnetOwner.put(state, netuid, owner);
  storage.SubnetOwnerHotkey.put(state, netuid, ownerHotkey);
  storage.SubtokenEnabled.put(state, netuid, true);
  storage.Tempo.put(state, netuid, storage.Tempo.get(state, netuid));
  storage.LastEpochBlock.put(state, netuid, BigInt(block));
  storage.SubnetworkN.put(state, netuid, 0);
  storage.TotalNetworks.update(state, (count) => count + 1);
}

function takeSeat(state: KeyValue, netuid: number, hotkey: Uint8Array, block: number): number {
  const limit = storage.MaxAllowedUids.get(state, netuid);
  ensure(limit > 0, subtensorErrors.NoNeuronIdAvailable);
  if (storage.SubnetworkN.get(state, netuid) < limit) return appendNeuron(state, netuid, hotkey, block);
  const uid = neuronToPrune(state, netuid, block);
  ensure(uid !== undefined, subtensorErrors.NoNeuronIdAvailable);
  replaceNeuron(state, netuid, uid, hotkey, block);
  return uid;
}

function nextNetuid(state: KeyValue): number {
  let netuid = 1;
  while (storage.NetworksAdded.get(state, netuid)) netuid++;
  return netuid;
}
