// Whether a transaction that was signed earlier arrived: looked up by the account's nonce, the blocks that can hold it, and
// the node's pool. Mortal eras: a transaction stands in no block before its birth or after its death.
import type { BlockRef, SentTx, TxFate } from '../../ports/tx-state.ts';
import { blake2AsHex } from '@polkadot/util-crypto';
import { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import { findInBlock, readInclusion } from './read-inclusion.ts';

/** Blocks read at once, and at most for a transaction that never expires. */
const READ_AT_ONCE = 8;
const MOST_BLOCKS = 4_096;

/** @throws what the connection throws when the node does not answer. */
export async function findTransaction(connection: ChainConnection, sent: SentTx): Promise<TxFate> {
  const genesisHash = await connection.rpc<`0x${string}`>('chain_getBlockHash', [0]);
  if (genesisHash !== sent.genesisHash) return { status: 'other-chain', genesisHash };
  const { api } = connection;
  const finalHead = await api.rpc.chain.getFinalizedHead();
  const [best, final, bestNonce, finalNonce] = await Promise.all([
    api.rpc.chain.getHeader().then(({ number }) => number.toNumber()),
    api.rpc.chain.getHeader(finalHead).then(({ number }) => number.toNumber()),
    nonceOf(connection, sent.account),
    nonceOf(connection, sent.account, finalHead.toHex())
  ]);
  const isOver = sent.untilBlock !== null && final >= sent.untilBlock;
  if (bestNonce > sent.nonce || isOver) {
    const to = Math.min(best, sent.untilBlock ?? best, sent.fromBlock + MOST_BLOCKS);
    const search = await searchBlocks(connection, sent, to);
    if (search.found) {
      const { block, index } = search.found;
      return block.number > final ? { status: 'in-block', block } : finalFate(connection, block, index);
    }
    if (!search.complete)
      return { status: 'untold', reason: 'The node no longer keeps the blocks that would show it.' };
    if (finalNonce > sent.nonce) return { status: 'failed', error: takenByAnother(sent) };
    if (isOver) return { status: 'failed', error: neverIncluded(sent) };
  }
  const waiting = await connection.rpc<`0x${string}`[]>('author_pendingExtrinsics', []);
  return { status: waiting.some((bytes) => blake2AsHex(bytes, 256) === sent.txHash) ? 'waiting' : 'absent' };
}

async function nonceOf({ api }: ChainConnection, address: string, blockHash?: string): Promise<number> {
  const at = blockHash === undefined ? api : await api.at(blockHash);
  const account = (await at.query.system!.account!(address)) as unknown as { nonce: { toNumber(): number } };
  return account.nonce.toNumber();
}

async function searchBlocks(connection: ChainConnection, sent: SentTx, to: number) {
  let complete = true;
  for (let from = sent.fromBlock; from <= to; from += READ_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(READ_AT_ONCE, to - from + 1) }, (_, i) => from + i);
    const blocks = await Promise.all(
      numbers.map(async (number) => {
        const hash = await connection.rpc<`0x${string}` | null>('chain_getBlockHash', [number]);
        return hash && findInBlock(connection, hash, sent.txHash);
      })
    );
    const found = blocks.find((block) => block && block.index >= 0);
    if (found) return { found, complete };
    if (blocks.includes(null)) complete = false;
  }
  return { found: null, complete };
}

async function finalFate(connection: ChainConnection, block: BlockRef, index: number): Promise<TxFate> {
  try {
    const { events, error } = await readInclusion(connection, block, index);
    if (error) return { status: 'failed', error, block };
    if (events.some(({ section, method }) => section === 'evm' && method === 'ExecutedFailed'))
      return { status: 'failed', error: contractRefused(), block };
    return { status: 'finalized', block, events };
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === undefined && !/4003|discarded/i.test(String(thrown))) throw thrown;
    return {
      status: 'untold',
      reason: `It is in block ${block.number}, but the node no longer keeps what it did there.`,
      block
    };
  }
}

const contractRefused = () => new AppError('chain/evm-failed', 'The contract refused the call.');

function takenByAnother({ nonce, txHash }: SentTx): AppError {
  return new AppError('chain/outdated', 'Another transaction of this account took its place: this one had no effect.', {
    hints: ['Try again: it will be signed with the next number.'],
    details: { nonce, txHash }
  });
}

function neverIncluded({ untilBlock, txHash }: SentTx): AppError {
  return new AppError('chain/expired', `It was in no block up to ${untilBlock}, and no later one can take it.`, {
    hints: ['It had no effect. It is safe to sign again.'],
    details: { untilBlock, txHash }
  });
}
