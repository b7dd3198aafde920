// What the chain asks of a validator's weights, all at one block. Storage names: subtensor `pallets/subtensor/src/lib.rs`.
import type { ApiPromise } from '@polkadot/api';
import { hexToU8a, u8aEq } from '@polkadot/util';
import { decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import { netuidIndex } from '../../core/weights/commit-hash.ts';
import type { WeightRules } from '../../core/weights/weight-rules.ts';
import { readBlockPace } from '../connection/block-pace.ts';
import { readBeacon } from './read-beacon.ts';
import { weightsCalls } from './weights-calls.ts';
import { openWeightsState, readEpochSchedule, type WeightsState } from './weights-state.ts';

/** @param publicKey of the validator's hotkey. */
export async function readWeightRules(
  api: ApiPromise,
  netuid: number,
  mechid: number,
  publicKey: `0x${string}`
): Promise<WeightRules> {
  const state = await openWeightsState(api);
  const { read } = state;
  const whole = async (name: string, args: unknown[], otherwise: number) =>
    Number(await read<number | string>(name, args, otherwise));
  const [pace, schedule, beacon, commitReveal, commitRevealVersion, revealPeriodEpochs, versionKey] = await Promise.all(
    [
      readBlockPace(api, state.block, state.hash),
      readEpochSchedule(state, netuid),
      readBeacon(state.at),
      read('commitRevealWeightsEnabled', [netuid], false),
      whole('commitRevealWeightsVersion', [], 0),
      whole('revealPeriodEpochs', [netuid], 1),
      read<number | string>('weightsVersionKey', [netuid], 0)
    ]
  );
  const [rateLimitBlocks, minWeights, subnetSize, stakeThreshold, mechidCount] = await Promise.all([
    whole('weightsSetRateLimit', [netuid], 0),
    whole('minAllowedWeights', [netuid], 0),
    whole('subnetworkN', [netuid], 0),
    read<number | string>('stakeThreshold', [], 0),
    whole('mechanismCountCurrent', [netuid], 1)
  ]);
  const calls = weightsCalls(api, mechid);
  // A chain without the epoch counter keeps its commits in another way.
  const countsEpochs = state.has('subnetEpochIndex');
  return {
    block: state.block,
    ...pace,
    netuid,
    mechid,
    mechidCount,
    commitReveal,
    commitRevealVersion,
    revealPeriodEpochs,
    versionKey: BigInt(versionKey),
    rateLimitBlocks,
    minWeights,
    subnetSize,
    stakeThresholdRao: BigInt(stakeThreshold),
    schedule,
    calls: {
      ...calls,
      commit: calls.commit && countsEpochs,
      timelocked: calls.timelocked && countsEpochs
    },
    beacon,
    validator: await readValidator(state, netuid, mechid, publicKey, schedule.epochIndex)
  };
}

async function readValidator(
  state: WeightsState,
  netuid: number,
  mechid: number,
  publicKey: `0x${string}`,
  epochIndex: number
): Promise<WeightRules['validator']> {
  const { read, at } = state;
  const hotkey = encodeAddress(publicKey);
  const index = netuidIndex(netuid, mechid);
  const uid = await read<number | null>('uids', [netuid, hotkey], null);
  if (uid === null) return null;
  const [permits, lastUpdates, trusts, row, ownerHotkey, hashCommits, timelocked, alpha] = await Promise.all([
    read<boolean[]>('validatorPermit', [netuid], []),
    read<(number | string)[]>('lastUpdate', [index], []),
    read<number[]>('validatorTrust', [netuid], []),
    read<[uid: number, weight: number][]>('weights', [index, uid], []),
    read<string | null>('subnetOwnerHotkey', [netuid], null),
    read<unknown[] | null>('weightCommits', [index, hotkey], null),
    read<[string, ...unknown[]][]>('timelockedWeightCommits', [index, epochIndex], []),
    read<number | string>('totalHotkeyAlpha', [hotkey, netuid], 0)
  ]);
  const key = hexToU8a(publicKey);
  return {
    uid,
    permit: permits[uid] ?? false,
    isOwner: ownerHotkey !== null && u8aEq(decodeAddress(ownerHotkey), key),
    stakeRao: (await toldStake(at, netuid, uid)) ?? BigInt(alpha),
    lastUpdateBlock: Number(lastUpdates[uid] ?? 0),
    trust: trusts[uid] ?? 0,
    row,
    unrevealedCommits: {
      hash: hashCommits?.length ?? 0,
      timelocked: timelocked.filter(([who]) => u8aEq(decodeAddress(who), key)).length
    }
  };
}

/** `TotalStake` in `SelectiveMetagraphIndex`: alpha, and TAO at its weight, as the threshold counts it. */
const TOTAL_STAKE = 69;

/** @returns null where the runtime does not tell, or not in a shape known here: the alpha alone stands for it then. */
async function toldStake(at: WeightsState['at'], netuid: number, uid: number): Promise<bigint | null> {
  const ask = at.call.subnetInfoRuntimeApi?.getSelectiveMetagraph;
  if (!ask) return null;
  try {
    const answer = (await ask(netuid, [TOTAL_STAKE])).toJSON() as { totalStake?: (number | string)[] | null } | null;
    const stake = answer?.totalStake?.[uid];
    return stake === undefined ? null : BigInt(stake);
  } catch {
    return null;
  }
}
