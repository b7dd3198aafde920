// What an epoch of one mechanism reads from storage (subtensor `epoch/run_epoch.rs` epoch_mechanism).
import type { LiquidAlpha } from '#lib/core/consensus/liquid-alpha.ts';
import type { EpochInput } from '#lib/core/consensus/run-epoch.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { activityCutoffBlocks } from './activity-cutoff.ts';
import { sameKey } from './same-key.ts';
import { epochAt } from './subnet-schedule.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { mechanismIndex } from './weights-rules.ts';

/** Everything but the emission, which is each mechanism's own. */
export type SubnetEpochInput = Omit<EpochInput, 'emissionRao'>;

/** @param hotkeys the subnet's, by uid. */
export function epochInputOf(
  state: ReadableState,
  netuid: number,
  mechanism: number,
  hotkeys: readonly Uint8Array[],
  block: number
): SubnetEpochInput {
  const index = mechanismIndex(netuid, mechanism);
  const tempo = storage.Tempo.get(state, netuid);
  const lastStep = Number(storage.LastMechansimStepBlock.get(state, netuid));
  const ownerHotkey = storage.SubnetOwnerHotkey.get(state, netuid);
  const ownerUid = hotkeys.findIndex((hotkey) => sameKey(hotkey, ownerHotkey));
  return {
    block,
    activityCutoffBlocks: activityCutoffBlocks(state, netuid),
    lastTempoBlock: lastStep === 0 ? Math.max(0, block - tempo) : lastStep + 1,
    lastUpdate: storage.LastUpdate.get(state, index).map(Number),
    blockAtRegistration: hotkeys.map((_, uid) => Number(storage.BlockAtRegistration.get(state, netuid, uid))),
    commitBlocks: storage.CommitRevealWeightsEnabled.get(state, netuid)
      ? commitBlocks(state, netuid, index, hotkeys, block)
      : undefined,
    stakeRao: hotkeys.map((hotkey) => storage.TotalHotkeyAlpha.get(state, hotkey, netuid)),
    stakeThresholdRao: storage.StakeThreshold.get(state),
    validatorPermits: storage.ValidatorPermit.get(state, netuid),
    ownerUid: ownerUid >= 0 ? ownerUid : undefined,
    maxAllowedValidators: storage.MaxAllowedValidators.get(state, netuid),
    weights: hotkeys.map((_, uid) => storage.Weights.get(state, index, uid)),
    bonds: hotkeys.map((_, uid) => storage.Bonds.get(state, index, uid)),
    kappa: storage.Kappa.get(state, netuid),
    bondsPenalty: storage.BondsPenalty.get(state, netuid),
    bondsMovingAveragePpm: storage.BondsMovingAverage.get(state, netuid),
    yuma3: storage.Yuma3On.get(state, netuid),
    liquidAlpha: storage.LiquidAlphaOn.get(state, netuid) ? liquidAlphaOf(state, netuid) : undefined
  };
}

function liquidAlphaOf(state: ReadableState, netuid: number): LiquidAlpha {
  const [alphaLow, alphaHigh] = storage.AlphaValues.get(state, netuid);
  return { alphaLow, alphaHigh, sigmoidSteepness: storage.AlphaSigmoidSteepness.get(state, netuid) };
}

/** By uid, the block of the earliest commit, by hash or timelocked, whose reveal epoch is not over. */
function commitBlocks(
  state: ReadableState,
  netuid: number,
  index: number,
  hotkeys: readonly Uint8Array[],
  block: number
): (number | undefined)[] {
  const earliest: (number | undefined)[] = hotkeys.map(() => undefined);
  const oldestEpoch = epochAt(state, netuid, block) - storage.RevealPeriodEpochs.get(state, netuid);
  const note = (hotkey: Uint8Array, commitBlock: bigint): void => {
    const uid = storage.Uids.get(state, netuid, hotkey);
    if (uid !== undefined) earliest[uid] = Math.min(earliest[uid] ?? Infinity, Number(commitBlock));
  };
  hotkeys.forEach((hotkey) => {
    const commit = storage.WeightCommits.get(state, index, hotkey)?.find(([, epoch]) => epoch >= oldestEpoch);
    if (commit) note(hotkey, commit[2]);
  });
  for (const { keys, value } of storage.TimelockedWeightCommits.entries(state, index))
    if (keys[1] >= oldestEpoch) for (const [hotkey, commitBlock] of value) note(hotkey, commitBlock);
  return earliest;
}
