// What SubtensorModule does at the start of every block: emission accrues, and once a tempo an epoch distributes it
// (subtensor `coinbase/run_coinbase.rs`, spec 425, without root stake, child keys and the liquidity pool).
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import { runSubnetEpoch } from './epoch-mechanisms.ts';
import { payOut } from './epoch-payout.ts';
import { decayBurn } from './registration-price.ts';
import { isEpochDue, subnets } from './subnet-schedule.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const U16_MAX = 65_535n;

type StepContext = Pick<DispatchContext, 'state' | 'blockNumber' | 'deposit'>;

/** Runs the step of every subnet. */
export function stepSubnets(context: StepContext): void {
  const { state } = context;
  let epochsLeft = storage.MaxEpochsPerBlock.get(state);
  for (const netuid of subnets(state)) {
    decayBurn(state, netuid);
    accrueEmission(state, netuid);
    storage.BlocksSinceLastStep.update(state, netuid, (blocks) => blocks + 1n);
    if (!isEpochDue(state, netuid, context.blockNumber)) continue;
    if (epochsLeft-- <= 0) storage.PendingEpochAt.put(state, netuid, BigInt(context.blockNumber + 1));
    else closeEpoch(context, netuid);
  }
}

/** The next block in which the subnet's epoch runs on its schedule, or undefined when it never does. */
export function nextEpochBlock(state: ReadableState, netuid: number): bigint | undefined {
  const tempo = BigInt(storage.Tempo.get(state, netuid));
  if (tempo === 0n) return undefined;
  const scheduled = storage.LastEpochBlock.get(state, netuid) + tempo;
  const pending = storage.PendingEpochAt.get(state, netuid);
  return pending > 0n && pending < scheduled ? pending : scheduled;
}

/** 18 % of the block's alpha is the owner's, the rest goes half to miners and half to validators. */
function accrueEmission(state: KeyValue, netuid: number): void {
  if (!storage.SubnetEmissionEnabled.get(state, netuid)) return;
  const created = storage.BlockEmission.get(state);
  const ownerCut = storage.OwnerCutEnabled.get(state, netuid)
    ? (created * BigInt(storage.SubnetOwnerCut.get(state))) / U16_MAX
    : 0n;
  const server = (created - ownerCut) / 2n;
  const validator = created - ownerCut - server;
  storage.PendingOwnerCut.update(state, netuid, (pending) => pending + ownerCut);
  storage.PendingServerEmission.update(state, netuid, (pending) => pending + server);
  storage.PendingValidatorEmission.update(state, netuid, (pending) => pending + validator);
  storage.SubnetAlphaOutEmission.put(state, netuid, created);
  storage.SubnetAlphaOut.update(state, netuid, (out) => out + created);
  storage.SubnetTAO.update(state, netuid, (tao) => tao + created);
  storage.TotalStake.update(state, (total) => total + created);
  storage.TotalIssuance.update(state, (total) => total + created);
}

function closeEpoch(context: StepContext, netuid: number): void {
  const { state, blockNumber } = context;
  const server = storage.PendingServerEmission.get(state, netuid);
  const validator = storage.PendingValidatorEmission.get(state, netuid);
  const ownerCut = storage.PendingOwnerCut.get(state, netuid);
  for (const item of [storage.PendingServerEmission, storage.PendingValidatorEmission, storage.PendingOwnerCut])
    item.put(state, netuid, 0n);
  storage.BlocksSinceLastStep.put(state, netuid, 0n);
  storage.LastEpochBlock.put(state, netuid, BigInt(blockNumber));
  storage.PendingEpochAt.put(state, netuid, 0n);
  storage.SubnetEpochIndex.update(state, netuid, (index) => index + 1n);
  const hotkeys = hotkeysOf(state, netuid);
  if (hotkeys.length > 0) {
    const emission = runSubnetEpoch(context, netuid, hotkeys, server + validator);
    payOut(state, netuid, hotkeys, emission, { server, validator, ownerCut });
  }
  // Bonds to neurons that came since the last epoch are void: the epoch still reads when that was.
  storage.LastMechansimStepBlock.put(state, netuid, BigInt(blockNumber));
}

export function hotkeysOf(state: ReadableState, netuid: number): Uint8Array[] {
  return Array.from({ length: storage.SubnetworkN.get(state, netuid) }, (_, uid) =>
    storage.Keys.get(state, netuid, uid)
  );
}
