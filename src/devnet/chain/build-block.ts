// Makes one block of a state and a pool, without touching either: the chain takes it over, or leaves it.
import { blake2_256 } from '../frame/hashers.ts';
import { header as headerCodec, type Header } from '../frame/runtime-types.ts';
import { systemStorage } from '../pallets/system.ts';
import { BlockContext } from '../runtime/block-context.ts';
import { decodeExtrinsic, type Extrinsic } from '../runtime/extrinsic.ts';
import { InvalidTransaction } from '../runtime/invalid-transaction.ts';
import {
  applyExtrinsic,
  checkBirth,
  checkCall,
  checkStanding,
  finalizeBlock,
  initializeBlock,
  takeEvents,
  upgradeRuntime
} from '../runtime/runtime.ts';
import { encode } from '../scale/codec.ts';
import type { ReadableState } from '../state/key-value.ts';
import type { BlockRecord, PlacedLog } from './block-record.ts';
import { extrinsicsRoot, stateRootAfter } from './state-root.ts';
import type { TransactionPool } from './transaction-pool.ts';

/** Transactions in one block at most. */
const BLOCK_TRANSACTIONS = 1000;

export interface BlockPlan {
  state: ReadableState;
  number: number;
  parentHash: Uint8Array;
  parentStateRoot: Uint8Array;
  /** Milliseconds since 1970. */
  timestampMs: number;
  /** Where its transactions come from; absent: it has none. */
  pool?: TransactionPool | undefined;
  /** Begins with the next version of the runtime. */
  upgrades: boolean;
  /** Hears of a transaction that broke the runtime. */
  onFault: (error: unknown) => void;
}

export interface BuiltBlock {
  record: BlockRecord;
  header: Header;
  /** Inherents first. */
  included: Extrinsic[];
  /** Of the pool, but no longer valid. */
  rejected: Extrinsic[];
}

export async function buildBlock(plan: BlockPlan): Promise<BuiltBlock> {
  const { number } = plan;
  const context = new BlockContext(plan.state, plan);
  if (plan.upgrades) upgradeRuntime(context);
  const inherent = await initializeBlock(context);
  const events = takeEvents(context, { type: 'Initialization' });
  const included: Extrinsic[] = [decodeExtrinsic(inherent)];
  const rejected: Extrinsic[] = [];
  const logs: Omit<PlacedLog, 'blockHash'>[] = [];
  for (let index = 0; index < included.length; index++) {
    const current = included[index]!;
    if (await apply(context, current, plan.onFault))
      events.push(...takeEvents(context, { type: 'ApplyExtrinsic', index }));
    else rejected.push(...included.splice(index--, 1));
    for (const log of context.evmLogs.splice(0))
      logs.push({
        ...log,
        blockNumber: number,
        transactionIndex: index,
        transactionHash: current.hash,
        logIndex: logs.length
      });
    const next = plan.pool && takeNext(context, plan.pool, included, rejected);
    if (next) included.push(next);
  }
  const extrinsics = included.map(({ bytes }) => bytes);
  finalizeBlock(context, events, extrinsics);
  const { changes } = context.state;
  const header: Header = {
    parent_hash: plan.parentHash,
    number,
    state_root: stateRootAfter(plan.parentStateRoot, changes),
    extrinsics_root: extrinsicsRoot(extrinsics),
    digest: { logs: [] }
  };
  const bytes = encode(headerCodec, header);
  const hash = blake2_256(bytes);
  const placed = logs.map((log): PlacedLog => ({ ...log, blockHash: hash }));
  return { record: { number, hash, header: bytes, extrinsics, changes, logs: placed }, header, included, rejected };
}

/** Runs a transaction. One that breaks the runtime itself leaves no trace and is thrown out, so that the chain goes on. */
async function apply(context: BlockContext, extrinsic: Extrinsic, onFault: (error: unknown) => void): Promise<boolean> {
  try {
    await context.transactional(() => applyExtrinsic(context, extrinsic));
    return true;
  } catch (error) {
    if (!extrinsic.signed) throw error;
    onFault(error);
    return false;
  }
}

/** The next transaction whose turn it is; those that have become invalid are set aside. */
function takeNext(
  context: BlockContext,
  pool: TransactionPool,
  included: readonly Extrinsic[],
  rejected: Extrinsic[]
): Extrinsic | undefined {
  if (included.length > BLOCK_TRANSACTIONS) return undefined;
  const taken = new Set<Extrinsic>([...included, ...rejected]);
  for (;;) {
    const next = pool.next(
      (extrinsic) =>
        !taken.has(extrinsic) &&
        extrinsic.signed!.nonce <= systemStorage.Account.get(context.state, extrinsic.signed!.signer).nonce
    );
    if (!next) return undefined;
    taken.add(next);
    try {
      checkBirth(context, next);
      checkStanding(context.state, next);
      checkCall(context, next);
      return next;
    } catch (error) {
      if (!(error instanceof InvalidTransaction)) throw error;
      rejected.push(next);
    }
  }
}
