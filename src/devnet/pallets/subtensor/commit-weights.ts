// Commit-reveal by hash: a validator commits to its weights and shows them `RevealPeriodEpochs` epochs later
// (subtensor `subnets/weights.rs` internal_commit_weights, internal_reveal_weights, do_batch_reveal_weights).
import { blake2_256 } from '../../frame/hashers.ts';
import { ensure } from '../../frame/pallet.ts';
import { accountId } from '../../frame/runtime-types.ts';
import { encode } from '../../scale/codec.ts';
import { tuple, vec } from '../../scale/composites.ts';
import { u16, u64 } from '../../scale/primitives.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { sameKey } from './same-key.ts';
import { applyWeights, type WeightsCall, type WeightsContext } from './set-weights.ts';
import { epochAt } from './subnet-schedule.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { ensureMechanism, hasWaited, mechanismIndex, touchLastUpdate } from './weights-rules.ts';

/** Commits of one hotkey that may wait for their reveal. */
export const MAX_UNREVEALED_COMMITS = 10;

/** hash, epoch and block of the commit; the fourth field is no longer used by the chain. */
type Commit = readonly [hash: Uint8Array, epoch: bigint, block: bigint, unused: bigint];

export interface RevealedWeights extends WeightsCall {
  salt: number[];
}

const preimage = tuple(accountId, u16, vec(u16), vec(u16), vec(u16), u64);

/** blake2-256 over SCALE of (hotkey, netuid index, uids, values, salt, version key). */
export function weightsCommitHash(hotkey: Uint8Array, reveal: RevealedWeights): Uint8Array {
  const { netuid, mechanism, uids, values, salt, versionKey } = reveal;
  return blake2_256(encode(preimage, [hotkey, mechanismIndex(netuid, mechanism), uids, values, salt, versionKey]));
}

export function commitWeights(
  context: WeightsContext,
  hotkey: Uint8Array,
  { netuid, mechanism, hash }: { netuid: number; mechanism: number; hash: Uint8Array }
): void {
  const { state, blockNumber } = context;
  ensureMechanism(state, netuid, mechanism);
  ensure(storage.CommitRevealWeightsEnabled.get(state, netuid), subtensorErrors.CommitRevealDisabled);
  const uid = storage.Uids.get(state, netuid, hotkey);
  ensure(uid !== undefined, subtensorErrors.HotKeyNotRegisteredInSubNet);
  ensure(hasWaited(state, netuid, mechanism, uid, blockNumber), subtensorErrors.CommittingWeightsTooFast);
  const index = mechanismIndex(netuid, mechanism);
  const { open } = splitExpired(context, netuid, storage.WeightCommits.get(state, index, hotkey) ?? []);
  ensure(open.length < MAX_UNREVEALED_COMMITS, subtensorErrors.TooManyUnrevealedCommits);
  const commit: Commit = [hash, epochAt(state, netuid, blockNumber), BigInt(blockNumber), 0n];
  storage.WeightCommits.put(state, index, hotkey, [...open, commit]);
  context.deposit(subtensorEvents.WeightsCommitted, { 0: hotkey, 1: index, 2: hash });
  touchLastUpdate(state, netuid, mechanism, uid, blockNumber);
}

/** Shows one commit; older ones of the same hotkey are given up with it. */
export function revealWeights(context: WeightsContext, hotkey: Uint8Array, reveal: RevealedWeights): void {
  const index = mechanismIndex(reveal.netuid, reveal.mechanism);
  const { open, expired } = commitsToReveal(context, hotkey, reveal.netuid, index);
  const hash = weightsCommitHash(hotkey, reveal);
  ensure(open.length > 0 || has(expired, hash), subtensorErrors.NoWeightsCommitFound);
  const position = positionOf(open, expired, hash);
  ensure(isRevealEpoch(context, reveal.netuid, open[position]![1]), subtensorErrors.RevealTooEarly);
  store(context, index, hotkey, open.slice(position + 1));
  applyWeights(context, hotkey, reveal);
  context.deposit(subtensorEvents.WeightsRevealed, { 0: hotkey, 1: index, 2: hash });
}

/** Shows several commits of the main mechanism: all of them or none. */
export function batchRevealWeights(
  context: WeightsContext,
  hotkey: Uint8Array,
  netuid: number,
  reveals: readonly RevealedWeights[]
): void {
  const index = mechanismIndex(netuid, 0);
  const found = commitsToReveal(context, hotkey, netuid, index);
  let { open } = found;
  const hashes = reveals.map((reveal) => weightsCommitHash(hotkey, reveal));
  for (const hash of hashes) {
    const [, epoch] = open[positionOf(open, found.expired, hash)]!;
    ensure(isRevealEpoch(context, netuid, epoch), subtensorErrors.RevealTooEarly);
  }
  reveals.forEach((reveal, i) => {
    const position = positionOf(open, found.expired, hashes[i]!);
    open = open.toSpliced(position, 1);
    applyWeights(context, hotkey, reveal);
  });
  store(context, index, hotkey, open);
  context.deposit(subtensorEvents.WeightsBatchRevealed, { 0: hotkey, 1: netuid, 2: hashes });
}

/** Whether what was committed in an epoch is revealed in this block's epoch: no earlier and no later. */
export function isRevealEpoch(
  { state, blockNumber }: { state: ReadableState; blockNumber: number },
  netuid: number,
  commitEpoch: bigint
): boolean {
  return epochAt(state, netuid, blockNumber) === commitEpoch + storage.RevealPeriodEpochs.get(state, netuid);
}

function commitsToReveal(context: WeightsContext, hotkey: Uint8Array, netuid: number, index: number) {
  ensure(storage.CommitRevealWeightsEnabled.get(context.state, netuid), subtensorErrors.CommitRevealDisabled);
  const commits = storage.WeightCommits.get(context.state, index, hotkey);
  ensure(commits !== undefined, subtensorErrors.NoWeightsCommitFound);
  return splitExpired(context, netuid, commits);
}

/** Commits from the front of the queue whose reveal epoch is over, and the rest. */
function splitExpired(
  { state, blockNumber }: WeightsContext,
  netuid: number,
  commits: readonly Commit[]
): { open: Commit[]; expired: Commit[] } {
  const epoch = epochAt(state, netuid, blockNumber);
  const period = storage.RevealPeriodEpochs.get(state, netuid);
  const firstOpen = commits.findIndex(([, committed]) => epoch <= committed + period);
  const cut = firstOpen === -1 ? commits.length : firstOpen;
  return { open: commits.slice(cut), expired: commits.slice(0, cut) };
}

const has = (commits: readonly Commit[], hash: Uint8Array): boolean => commits.some(([known]) => sameKey(known, hash));

function positionOf(open: readonly Commit[], expired: readonly Commit[], hash: Uint8Array): number {
  const position = open.findIndex(([known]) => sameKey(known, hash));
  if (position === -1) {
    ensure(!has(expired, hash), subtensorErrors.ExpiredWeightCommit);
    ensure(false, subtensorErrors.InvalidRevealCommitHashNotMatch);
  }
  return position;
}

function store({ state }: WeightsContext, index: number, hotkey: Uint8Array, commits: readonly Commit[]): void {
  if (commits.length > 0) storage.WeightCommits.put(state, index, hotkey, [...commits]);
  else storage.WeightCommits.remove(state, index, hotkey);
}
