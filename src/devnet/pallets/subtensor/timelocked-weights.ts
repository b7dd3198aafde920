// Timelocked weights: encrypted to a drand round, opened by the chain itself once the round's pulse is stored
// (subtensor `subnets/weights.rs` internal_commit_timelocked_weights, `coinbase/reveal_commits.rs`).
import { decryptTimelocked } from '#lib/core/timelock/decrypt-timelocked.ts';
import { decodeWeightsPayload, type WeightsPayload } from '#lib/core/timelock/weights-payload.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { blake2_256 } from '../../frame/hashers.ts';
import { DispatchFailure, ensure } from '../../frame/pallet.ts';
import { drandStorage } from '../drand/drand-storage.ts';
import { MAX_UNREVEALED_COMMITS } from './commit-weights.ts';
import { sameKey } from './same-key.ts';
import { applyWeights, type WeightsContext } from './set-weights.ts';
import { deferredEpochs, epochAt, subnets } from './subnet-schedule.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { ensureMechanism, hasWaited, mechanismIndex, touchLastUpdate } from './weights-rules.ts';

export interface TimelockedCommit {
  netuid: number;
  mechanism: number;
  ciphertext: Uint8Array;
  revealRound: bigint;
  /** Must be the chain's `CommitRevealWeightsVersion`. */
  version: number;
}

export function commitTimelockedWeights(context: WeightsContext, hotkey: Uint8Array, commit: TimelockedCommit): void {
  const { state, blockNumber } = context;
  const { netuid, mechanism, ciphertext, revealRound } = commit;
  ensureMechanism(state, netuid, mechanism);
  ensure(storage.CommitRevealWeightsEnabled.get(state, netuid), subtensorErrors.CommitRevealDisabled);
  const isCurrent = commit.version === storage.CommitRevealWeightsVersion.get(state);
  ensure(isCurrent, subtensorErrors.IncorrectCommitRevealVersion);
  const uid = storage.Uids.get(state, netuid, hotkey);
  ensure(uid !== undefined, subtensorErrors.HotKeyNotRegisteredInSubNet);
  ensure(hasWaited(state, netuid, mechanism, uid, blockNumber), subtensorErrors.CommittingWeightsTooFast);
  const index = mechanismIndex(netuid, mechanism);
  const epoch = epochAt(state, netuid, blockNumber);
  const commits = storage.TimelockedWeightCommits.get(state, index, epoch);
  const own = commits.filter(([who]) => sameKey(who, hotkey)).length;
  ensure(own < MAX_UNREVEALED_COMMITS, subtensorErrors.TooManyUnrevealedCommits);
  const entry = [hotkey, BigInt(blockNumber), ciphertext, revealRound] as const;
  storage.TimelockedWeightCommits.put(state, index, epoch, [...commits, entry]);
  const hash = blake2_256(ciphertext);
  context.deposit(subtensorEvents.TimelockedWeightsCommitted, { 0: hotkey, 1: index, 2: hash, 3: revealRound });
  touchLastUpdate(state, netuid, mechanism, uid, blockNumber);
}

/** The block step: opens what is due on every subnet whose epoch is not put off. Runs before the epochs. */
export function revealTimelockedWeights(context: WeightsContext): void {
  const deferred = deferredEpochs(context.state, context.blockNumber);
  for (const netuid of subnets(context.state)) if (!deferred.has(netuid)) revealSubnet(context, netuid);
}

function revealSubnet(context: WeightsContext, netuid: number): void {
  const { state, blockNumber } = context;
  const epoch = epochAt(state, netuid, blockNumber);
  const period = storage.RevealPeriodEpochs.get(state, netuid);
  const due = epoch > period ? epoch - period : 0n;
  for (let mechanism = 0; mechanism < storage.MechanismCountCurrent.get(state, netuid); mechanism++) {
    const index = mechanismIndex(netuid, mechanism);
    for (const { keys } of storage.TimelockedWeightCommits.entries(state, index))
      if (keys[1] < due) storage.TimelockedWeightCommits.remove(state, index, keys[1]);
    if (epoch < period) return;
    const commits = storage.TimelockedWeightCommits.get(state, index, due);
    if (commits.length === 0) continue;
    storage.TimelockedWeightCommits.remove(state, index, due);
    const waiting = commits.filter(([who, , ciphertext, round]) => {
      const pulse = drandStorage.Pulses.get(state, round);
      if (!pulse) return true;
      if (applyRevealed(context, who, { netuid, mechanism }, open(ciphertext, pulse.signature)))
        context.deposit(subtensorEvents.TimelockedWeightsRevealed, { 0: index, 1: who });
      return false;
    });
    if (waiting.length > 0) storage.TimelockedWeightCommits.put(state, index, due, waiting);
  }
}

/** The payload, or undefined when the chain would drop the commit without a word. */
function open(ciphertext: Uint8Array, signature: Uint8Array): WeightsPayload | undefined {
  try {
    return decodeWeightsPayload(decryptTimelocked(ciphertext, signature));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function applyRevealed(
  context: WeightsContext,
  who: Uint8Array,
  place: { netuid: number; mechanism: number },
  payload: WeightsPayload | undefined
): boolean {
  if (!payload || !sameKey(payload.hotkey, who)) return false;
  try {
    const { uids, values, versionKey } = payload;
    applyWeights(context, who, { ...place, uids, values, versionKey });
    return true;
  } catch (error) {
    if (error instanceof DispatchFailure) return false;
    throw error;
  }
}
