// What a block says of one transaction in it: its events, and the error where its call failed.
import { blake2AsHex } from '@polkadot/util-crypto';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { explainDispatchError } from './explain-dispatch-error.ts';
import type { BlockRef, ChainEvent } from '../../ports/tx-state.ts';

export interface Inclusion {
  block: BlockRef;
  events: ChainEvent[];
  /** Why the call failed in its block; null where it did not. */
  error: AppError | null;
}

interface RpcBlock {
  block: { header: { number: string }; extrinsics: `0x${string}`[] };
}

/** The block's number and the transaction's place in it (-1: not in it); null where the node has no such block. */
export async function findInBlock(
  { rpc }: ChainConnection,
  blockHash: `0x${string}`,
  txHash: `0x${string}`
): Promise<{ block: BlockRef; index: number } | null> {
  const found = await rpc<RpcBlock | null>('chain_getBlock', [blockHash]);
  if (!found) return null;
  const { header, extrinsics } = found.block;
  return {
    block: { number: Number(header.number), hash: blockHash },
    index: extrinsics.findIndex((bytes) => blake2AsHex(bytes, 256) === txHash)
  };
}

/**
 * Reads the events of the transaction from the state of its block.
 * @throws the node's error (`4003`) where it no longer keeps that state.
 */
export async function readInclusion(connection: ChainConnection, block: BlockRef, index: number): Promise<Inclusion> {
  const at = await connection.api.at(block.hash);
  const records = (await at.query.system!.events!()) as unknown as EventRecord[];
  const own = records.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === index);
  const failed = own.find(({ event }) => event.section === 'system' && event.method === 'ExtrinsicFailed');
  return {
    block,
    events: own.map(({ event }) => ({
      section: event.section,
      method: event.method,
      data: Object.fromEntries(event.data.map((value, i) => [event.data.names?.[i] ?? String(i), value.toJSON()]))
    })),
    error: failed ? explainDispatchError(at, failed.event.data[0] as never) : null
  };
}
