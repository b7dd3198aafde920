// What the chain shows of a commit of this machine: whether it still keeps it, its reveal's event, and the weights row.
import type { ApiPromise } from '@polkadot/api';
import { hexToU8a, u8aEq } from '@polkadot/util';
import { blake2AsHex, decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import { netuidIndex } from '../../core/weights/commit-hash.ts';
import type { CommitEvidence } from '../../core/weights/commit-state.ts';
import { isRowOf } from '../../core/weights/same-weights.ts';
import type { WeightCommit } from '../../core/weights/weight-commit.ts';
import { openWeightsState, readEpochSchedule, type WeightsState } from './weights-state.ts';

/** Blocks of the reveal epoch that are searched for the event: the beacon's pulse is there long before. */
const MAX_SEARCHED_BLOCKS = 120;

export async function readCommitEvidence(api: ApiPromise, commit: WeightCommit): Promise<CommitEvidence> {
  const state = await openWeightsState(api);
  const { read, block } = state;
  const { netuid } = commit;
  const hotkey = encodeAddress(commit.hotkey);
  const index = netuidIndex(netuid, commit.mechid);
  const [schedule, revealPeriodEpochs, uid, storedEpoch] = await Promise.all([
    readEpochSchedule(state, netuid),
    read<number | string>('revealPeriodEpochs', [netuid], 1),
    read<number | null>('uids', [netuid, hotkey], null),
    commit.kind === 'timelocked' ? timelockedEpoch(state, index, commit) : hashEpoch(state, index, commit)
  ]);
  const row = uid === null ? [] : await read<[number, number][]>('weights', [index, uid], []);
  const pending = storedEpoch !== null || commit.revealedBlock !== null || commit.kind !== 'timelocked';
  return {
    block,
    schedule,
    revealPeriodEpochs: Number(revealPeriodEpochs),
    storedEpoch,
    revealedBlock: pending ? commit.revealedBlock : await findReveal(api, index, commit, block),
    rowMatches: isRowOf(row, commit)
  };
}

async function hashEpoch({ read }: WeightsState, index: number, { hash, hotkey }: WeightCommit) {
  const commits = await read<[string, number | string, ...unknown[]][] | null>(
    'weightCommits',
    [index, encodeAddress(hotkey)],
    null
  );
  const found = commits?.find(([stored]) => stored === hash);
  return found ? Number(found[1]) : null;
}

async function timelockedEpoch({ read }: WeightsState, index: number, { hash, hotkey, commitEpoch }: WeightCommit) {
  const key = hexToU8a(hotkey);
  // A transaction that waited for its block may count for a later epoch than planned.
  for (const epoch of [commitEpoch, commitEpoch + 1]) {
    const commits = await read<[string, number, `0x${string}`, number][]>(
      'timelockedWeightCommits',
      [index, epoch],
      []
    );
    const isOurs = ([who, , bytes]: (typeof commits)[number]) =>
      u8aEq(decodeAddress(who), key) && blake2AsHex(hexToU8a(bytes)) === hash;
    if (commits.some(isOurs)) return epoch;
  }
  return null;
}

/** The block of `TimelockedWeightsRevealed` for this hotkey; 'unknown' where the node no longer has the events. */
async function findReveal(api: ApiPromise, index: number, commit: WeightCommit, best: number) {
  const key = hexToU8a(commit.hotkey);
  // An epoch that the owner asked for may have come before the planned one.
  const first = commit.firstRevealBlock <= best ? commit.firstRevealBlock : (commit.block ?? best);
  const last = Math.min(best, first + MAX_SEARCHED_BLOCKS);
  try {
    for (let block = first; block <= last; block++) {
      const at = await api.at(await api.rpc.chain.getBlockHash(block));
      const events = (await at.query.system!.events!()) as unknown as {
        event: { section: string; method: string; data: { toString(): string }[] };
      }[];
      const isReveal = ({ event: { section, method, data } }: (typeof events)[number]) =>
        section === 'subtensorModule' &&
        method === 'TimelockedWeightsRevealed' &&
        Number(data[0]!.toString()) === index &&
        u8aEq(decodeAddress(data[1]!.toString()), key);
      if (events.some(isReveal)) return block;
    }
    return null;
  } catch {
    return 'unknown' as const;
  }
}
