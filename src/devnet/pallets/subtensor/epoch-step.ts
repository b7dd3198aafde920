// What SubtensorModule does at the start of every block: emission accrues, and once a tempo an epoch distributes it
// (subtensor `coinbase/run_coinbase.rs`, spec 425, without root stake, child keys and the liquidity pool).
import type { LiquidAlpha } from '#lib/core/consensus/liquid-alpha.ts';
import { runEpoch, type EpochOutput } from '#lib/core/consensus/run-epoch.ts';
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import type { KeyValue, ReadableState } from '../../state/key-value.ts';
import { decayBurn } from './register.ts';
import { sameKey } from './same-key.ts';
import { creditPool, creditStake } from './stake.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const U16_MAX = 65_535n;
const MAX_TEMPO = 50_400n;

type StepContext = Pick<DispatchContext, 'state' | 'blockNumber' | 'deposit'>;

/** Runs the step of every subnet. */
export function stepSubnets(context: StepContext): void {
  const { state } = context;
  let epochsLeft = storage.MaxEpochsPerBlock.get(state);
  for (const { keys } of storage.NetworksAdded.entries(state)) {
    const [netuid] = keys;
    decayBurn(state, netuid);
    accrueEmission(state, netuid);
    const since = storage.BlocksSinceLastStep.update(state, netuid, (blocks) => blocks + 1n);
    if (!isEpochDue(state, netuid, context.blockNumber, since)) continue;
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

function isEpochDue(state: ReadableState, netuid: number, block: number, since: bigint): boolean {
  const next = nextEpochBlock(state, netuid);
  return next !== undefined && (BigInt(block) >= next || since > MAX_TEMPO);
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
  const hotkeys = hotkeysOf(state, netuid);
  if (hotkeys.length > 0) {
    const output = computeEpoch(state, netuid, blockNumber, hotkeys, server + validator);
    storeEpoch(state, netuid, output);
    distribute(context, netuid, hotkeys, output, { server, validator, ownerCut });
  }
  storage.LastMechansimStepBlock.put(state, netuid, BigInt(blockNumber));
  storage.LastEpochBlock.put(state, netuid, BigInt(blockNumber));
  storage.PendingEpochAt.put(state, netuid, 0n);
  storage.SubnetEpochIndex.update(state, netuid, (index) => index + 1n);
}

export function hotkeysOf(state: ReadableState, netuid: number): Uint8Array[] {
  return Array.from({ length: storage.SubnetworkN.get(state, netuid) }, (_, uid) =>
    storage.Keys.get(state, netuid, uid)
  );
}

function computeEpoch(
  state: ReadableState,
  netuid: number,
  block: number,
  hotkeys: Uint8Array[],
  emissionRao: bigint
): EpochOutput {
  const tempo = storage.Tempo.get(state, netuid);
  const lastStep = Number(storage.LastMechansimStepBlock.get(state, netuid));
  const ownerHotkey = storage.SubnetOwnerHotkey.get(state, netuid);
  const ownerUid = hotkeys.findIndex((hotkey) => sameKey(hotkey, ownerHotkey));
  const uids = hotkeys.map((_, uid) => uid);
  return runEpoch({
    block,
    activityCutoffBlocks: activityCutoffBlocks(state, netuid),
    lastTempoBlock: lastStep === 0 ? Math.max(0, block - tempo) : lastStep + 1,
    lastUpdate: storage.LastUpdate.get(state, netuid).map(Number),
    blockAtRegistration: uids.map((uid) => Number(storage.BlockAtRegistration.get(state, netuid, uid))),
    stakeRao: hotkeys.map((hotkey) => storage.TotalHotkeyAlpha.get(state, hotkey, netuid)),
    stakeThresholdRao: storage.StakeThreshold.get(state),
    validatorPermits: storage.ValidatorPermit.get(state, netuid),
    ownerUid: ownerUid >= 0 ? ownerUid : undefined,
    maxAllowedValidators: storage.MaxAllowedValidators.get(state, netuid),
    weights: uids.map((uid) => storage.Weights.get(state, netuid, uid)),
    bonds: uids.map((uid) => storage.Bonds.get(state, netuid, uid)),
    kappa: storage.Kappa.get(state, netuid),
    bondsPenalty: storage.BondsPenalty.get(state, netuid),
    bondsMovingAveragePpm: storage.BondsMovingAverage.get(state, netuid),
    yuma3: storage.Yuma3On.get(state, netuid),
    liquidAlpha: storage.LiquidAlphaOn.get(state, netuid) ? liquidAlphaOf(state, netuid) : undefined,
    emissionRao
  });
}

function liquidAlphaOf(state: ReadableState, netuid: number): LiquidAlpha {
  const [alphaLow, alphaHigh] = storage.AlphaValues.get(state, netuid);
  return { alphaLow, alphaHigh, sigmoidSteepness: storage.AlphaSigmoidSteepness.get(state, netuid) };
}

/** factor / 1000 tempos, as subtensor derives it since tempos can change. */
function activityCutoffBlocks(state: ReadableState, netuid: number): number {
  const factor = storage.ActivityCutoffFactorMilli.get(state, netuid);
  return Math.max(1, Math.floor((factor * storage.Tempo.get(state, netuid)) / 1000));
}

function storeEpoch(state: KeyValue, netuid: number, output: EpochOutput): void {
  storage.Active.put(state, netuid, output.active);
  storage.StakeWeight.put(state, netuid, output.stakeWeight);
  storage.Consensus.put(state, netuid, output.consensus);
  storage.Incentive.put(state, netuid, output.incentive);
  storage.Dividends.put(state, netuid, output.dividends);
  storage.ValidatorTrust.put(state, netuid, output.validatorTrust);
  storage.ValidatorPermit.put(state, netuid, output.validatorPermits);
  storage.Emission.put(state, netuid, output.emissionRao);
  output.bonds.forEach((row, uid) => storage.Bonds.put(state, netuid, uid, row));
}

function distribute(
  context: StepContext,
  netuid: number,
  hotkeys: Uint8Array[],
  output: EpochOutput,
  pending: { server: bigint; validator: bigint; ownerCut: bigint }
): void {
  const { state } = context;
  creditStake(
    state,
    storage.SubnetOwnerHotkey.get(state, netuid),
    storage.SubnetOwner.get(state, netuid),
    netuid,
    pending.ownerCut
  );
  hotkeys.forEach((hotkey, uid) =>
    creditStake(state, hotkey, storage.Owner.get(state, hotkey), netuid, output.serverEmissionRao[uid]!)
  );
  context.deposit(subtensorEvents.IncentiveAlphaEmittedToMiners, { netuid, emissions: output.serverEmissionRao });
  const noIncentive = output.serverEmissionRao.every((rao) => rao === 0n);
  const validators = noIncentive ? pending.server + pending.validator : pending.validator;
  payDividends(state, netuid, hotkeys, output.validatorEmissionRao, validators);
}

/** Splits the validators' part by dividends; the hotkey's owner takes its cut, the pool gets the rest. */
function payDividends(
  state: KeyValue,
  netuid: number,
  hotkeys: Uint8Array[],
  dividends: readonly bigint[],
  rao: bigint
): void {
  const total = dividends.reduce((a, b) => a + b, 0n);
  storage.AlphaDividendsPerSubnet.removeAll(state, netuid);
  if (total === 0n) return;
  hotkeys.forEach((hotkey, uid) => {
    const share = (rao * dividends[uid]!) / total;
    if (share === 0n) return;
    const take = (share * BigInt(storage.Delegates.get(state, hotkey))) / U16_MAX;
    creditStake(state, hotkey, storage.Owner.get(state, hotkey), netuid, take);
    creditPool(state, hotkey, netuid, share - take);
    storage.AlphaDividendsPerSubnet.put(state, netuid, hotkey, share - take);
    storage.TotalHotkeyAlphaLastEpoch.put(state, hotkey, netuid, storage.TotalHotkeyAlpha.get(state, hotkey, netuid));
  });
}
