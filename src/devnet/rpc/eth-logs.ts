// eth_getLogs: contract events by address, topics and blocks.
import { u8aToHex } from '@polkadot/util';
import type { PlacedLog } from '../chain/block-record.ts';
import type { Chain } from '../chain/chain.ts';
import { readBytes } from './read-params.ts';
import { invalidParams } from './rpc-error.ts';

/** As frontier has it. */
const MAX_LOGS = 10_000;

/** @param blockOf reads a block tag. */
export function findLogs(chain: Chain, filter: unknown, blockOf: (tag: unknown) => number): PlacedLog[] {
  if (typeof filter !== 'object' || filter === null) throw invalidParams('The filter is no object.');
  const { address, topics, fromBlock, toBlock, blockHash } = filter as Record<string, unknown>;
  const [from, to] =
    blockHash === undefined ? [blockOf(fromBlock), blockOf(toBlock)] : [blockOf({ blockHash }), blockOf({ blockHash })];
  const addresses = readAlternatives(address, 20);
  const wanted =
    topics === undefined || topics === null ? [] : readList(topics).map((topic) => readAlternatives(topic, 32));
  const result: PlacedLog[] = [];
  for (let i = firstLogFrom(chain.logs, from); i < chain.logs.length && chain.logs[i]!.blockNumber <= to; i++) {
    const log = chain.logs[i]!;
    if (addresses && !addresses.has(u8aToHex(log.address))) continue;
    const matches = wanted.every(
      (topic, index) => !topic || (log.topics[index] && topic.has(u8aToHex(log.topics[index])))
    );
    if (!matches || log.topics.length < wanted.length) continue;
    if (result.push(log) > MAX_LOGS) throw invalidParams(`More than ${MAX_LOGS} logs fit: ask for fewer blocks.`);
  }
  return result;
}

export function logJson(log: PlacedLog) {
  return {
    address: u8aToHex(log.address),
    topics: log.topics.map((topic) => u8aToHex(topic)),
    data: u8aToHex(log.data),
    blockNumber: `0x${log.blockNumber.toString(16)}`,
    blockHash: u8aToHex(log.blockHash),
    transactionHash: u8aToHex(log.transactionHash),
    transactionIndex: `0x${log.transactionIndex.toString(16)}`,
    logIndex: `0x${log.logIndex.toString(16)}`,
    removed: false
  };
}

/** null matches anything, a list any of its items. */
function readAlternatives(value: unknown, length: number): ReadonlySet<string> | undefined {
  if (value === undefined || value === null) return undefined;
  const items = Array.isArray(value) ? value : [value];
  return new Set(items.map((item) => u8aToHex(readBytes(item, 'A filter value', length))));
}

function readList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw invalidParams('The topics are no list.');
  return value;
}

/** Logs are in block order: the first at or after `block`, by bisection. */
function firstLogFrom(logs: readonly PlacedLog[], block: number): number {
  let low = 0;
  let high = logs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (logs[middle]!.blockNumber < block) low = middle + 1;
    else high = middle;
  }
  return low;
}
