// The chain's state around weights at one block, by storage name: subtensor `pallets/subtensor/src/lib.rs`, read with
// the metadata's own types. What a chain does not have differs from what is zero there.
import type { ApiPromise } from '@polkadot/api';
import type { ApiDecoration } from '@polkadot/api/types';
import type { EpochSchedule } from '../../core/weights/epoch-schedule.ts';

export interface WeightsState {
  block: number;
  hash: `0x${string}`;
  /** The value as plain JSON; `otherwise` where the chain's metadata has no such storage. */
  read<T>(name: string, args: unknown[], otherwise: T): Promise<T>;
  has(name: string): boolean;
  at: ApiDecoration<'promise'>;
}

export async function openWeightsState(api: ApiPromise): Promise<WeightsState> {
  const header = await api.rpc.chain.getHeader();
  const at = await api.at(header.hash);
  const storage = at.query.subtensorModule!;
  return {
    block: header.number.toNumber(),
    hash: header.hash.toHex() as `0x${string}`,
    at,
    has: (name) => storage[name] !== undefined,
    read: async <T>(name: string, args: unknown[], otherwise: T) =>
      storage[name] ? ((await storage[name](...args)).toJSON() as T) : otherwise
  };
}

/** The schedule, anchored on the runtime's own answer for the next epoch where it gives one. */
export async function readEpochSchedule({ at, read }: WeightsState, netuid: number): Promise<EpochSchedule> {
  const [tempoBlocks, lastEpochBlock, pendingEpochBlock, epochIndex, blocksSinceStep] = await Promise.all(
    ['tempo', 'lastEpochBlock', 'pendingEpochAt', 'subnetEpochIndex', 'blocksSinceLastStep'].map(async (name) =>
      Number(await read<number | string>(name, [netuid], 0))
    )
  );
  const schedule = {
    tempoBlocks: tempoBlocks!,
    lastEpochBlock: lastEpochBlock!,
    pendingEpochBlock: pendingEpochBlock!,
    epochIndex: epochIndex!,
    blocksSinceStep: blocksSinceStep!
  };
  const answer = await at.call.subnetInfoRuntimeApi?.getNextEpochStartBlock?.(netuid);
  const nextEpoch = answer?.toJSON() as number | null | undefined;
  if (nextEpoch === null || nextEpoch === undefined) return schedule;
  return { ...schedule, lastEpochBlock: Number(nextEpoch) - schedule.tempoBlocks, pendingEpochBlock: 0 };
}
