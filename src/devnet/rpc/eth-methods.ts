// eth_*: the views of the EVM as frontier serves them on a Bittensor node, so that viem works on the same socket.
import { bytesToHex } from '@ethereumjs/util';
import { u8aToHex } from '@polkadot/util';
import type { Chain } from '../chain/chain.ts';
import { BLOCK_GAS_LIMIT, EvmExecutor, type EvmOutcome, type EvmTransaction } from '../evm/execute-transaction.ts';
import { mirrorAccount, visibleRao, WEI_PER_RAO } from '../evm/mirror-account.ts';
import { baseFeeStorage, evmChainIdStorage, evmStorage } from '../pallets/evm/evm-storage.ts';
import { systemStorage } from '../pallets/system.ts';
import { timestampStorage } from '../pallets/timestamp.ts';
import { BlockContext } from '../runtime/block-context.ts';
import { WorkGivenUp } from '../work/work-slice.ts';
import { FairTurns } from './fair-turns.ts';
import { findLogs, logJson } from './eth-logs.ts';
import { fixedStateOf, readBytes, readNumber, readQuantity, stateOf } from './read-params.ts';
import { invalidParams, RpcError } from './rpc-error.ts';
import type { RpcMethod, RpcSession } from './rpc-session.ts';

/** What one `eth_call`, or all the runs of one `eth_estimateGas`, may take. */
const CALL_MS = 10_000;
/** Of as many connections: a loop of one holds up none of the others. */
const CALLS_AT_ONCE = 4;
const ZERO_ADDRESS = new Uint8Array(20);
const quantity = (value: bigint | number): string => `0x${value.toString(16)}`;

export function ethMethods(chain: Chain): Record<string, RpcMethod> {
  const executors = Array.from({ length: CALLS_AT_ONCE }, () => new EvmExecutor());
  const turns = new FairTurns<RpcSession>(CALLS_AT_ONCE);
  const address = (value: unknown) => readBytes(value, 'The address', 20);
  const blockOf = (tag: unknown) => readBlockTag(chain, tag);
  const stateAt = (tag: unknown) => stateOf(chain, blockOf(tag));

  /** Runs a call on the state after a block, as often as `use` asks, within a time; the connections take turns. */
  const simulate = <T>(
    request: CallRequest,
    tag: unknown,
    session: RpcSession,
    use: (run: (gasLimit: bigint) => Promise<EvmOutcome>) => Promise<T>
  ): Promise<T> => {
    const number = blockOf(tag);
    const hash = chain.hashOf(number);
    return turns.take(session, async (lane) => {
      const startedMs = performance.now();
      const isUnwanted = () => session.isClosed;
      const run = (gasLimit: bigint) => {
        const state = fixedStateOf(chain, number);
        const context = new BlockContext(state, {
          number: systemStorage.Number.get(state),
          timestampMs: Number(timestampStorage.Now.get(state)),
          parentHash: systemStorage.ParentHash.get(state)
        });
        const mostMs = CALL_MS - (performance.now() - startedMs);
        return executors[lane]!.execute(context, { ...request, gasLimit }, 'simulation', { mostMs, isUnwanted });
      };
      if (session.isClosed) throw new WorkGivenUp('Nobody waits for the answer any more.');
      const result = await use(run);
      // Blocks come while it runs; a fork takes the one away that it ran on.
      if (chain.hashOf(number) !== hash) throw new RpcError(-32000, 'The block was retracted while the call ran.');
      return result;
    });
  };

  return {
    eth_chainId: () => quantity(evmChainIdStorage.ChainId.get(chain.bestState)),
    net_version: () => evmChainIdStorage.ChainId.get(chain.bestState).toString(),
    web3_clientVersion: () => 'assay-local/0.1.0',
    eth_syncing: () => false,
    eth_accounts: () => [],
    eth_blockNumber: () => quantity(chain.bestNumber),
    eth_gasPrice: () => quantity(baseFeeStorage.BaseFeePerGas.get(chain.bestState)),
    eth_maxPriorityFeePerGas: () => '0x0',
    eth_getBalance: ([account, tag]) =>
      quantity(
        visibleRao(systemStorage.Account.get(stateAt(tag), mirrorAccount(address(account))).data.free) * WEI_PER_RAO
      ),
    eth_getTransactionCount: ([account, tag]) =>
      quantity(systemStorage.Account.get(stateAt(tag), mirrorAccount(address(account))).nonce),
    eth_getCode: ([account, tag]) => bytesToHex(evmStorage.AccountCodes.get(stateAt(tag), address(account))),
    eth_getStorageAt: ([account, slot, tag]) => {
      const key = readQuantity(slot, 'The slot') ?? 0n;
      const word = readBytes(`0x${key.toString(16).padStart(64, '0')}`, 'The slot');
      return bytesToHex(evmStorage.AccountStorages.get(stateAt(tag), address(account), word));
    },
    eth_call: async ([request, tag], session) => {
      const call = readCall(request);
      const outcome = await simulate(call, tag, session, (run) => run(gasOf(request)));
      if (outcome.type === 'succeeded') return bytesToHex(outcome.returnValue);
      throw callError(outcome);
    },
    eth_estimateGas: async ([request, tag], session) => {
      const call = readCall(request);
      return quantity(await simulate(call, tag, session, (run) => estimate(run, gasOf(request))));
    },
    eth_getLogs: ([filter]) => findLogs(chain, filter, blockOf).map(logJson),
    eth_getBlockByNumber: ([tag]) => blockJson(chain, blockOf(tag)),
    eth_getBlockByHash: ([hash]) => {
      const number = chain.numberOf(readBytes(hash, 'The block hash', 32));
      return number === undefined ? null : blockJson(chain, number);
    }
  };
}

type CallRequest = Omit<EvmTransaction, 'gasLimit'>;

function readCall(request: unknown): CallRequest {
  if (typeof request !== 'object' || request === null) throw invalidParams('The call is no object.');
  const { from, to, data, input, value } = request as Record<string, unknown>;
  return {
    from: from === undefined || from === null ? ZERO_ADDRESS : readBytes(from, 'from', 20),
    to: to === undefined || to === null ? undefined : readBytes(to, 'to', 20),
    data: readBytes(input ?? data ?? '0x', 'data'),
    valueWei: readQuantity(value, 'value') ?? 0n
  };
}

function gasOf(request: unknown): bigint {
  const gas = readQuantity((request as { gas?: unknown }).gas, 'gas') ?? BLOCK_GAS_LIMIT;
  return gas > BLOCK_GAS_LIMIT ? BLOCK_GAS_LIMIT : gas;
}

/** The least gas with which the call succeeds, by bisection as frontier does. */
async function estimate(run: (gasLimit: bigint) => Promise<EvmOutcome>, most: bigint): Promise<bigint> {
  const widest = await run(most);
  if (widest.type !== 'succeeded') throw callError(widest);
  let low = widest.gasUsed - 1n;
  let high = most;
  let middle = (widest.gasUsed * 11n) / 10n;
  while (high - low > 1n) {
    if (middle >= high || middle <= low) middle = (low + high) / 2n;
    const outcome = await run(middle);
    if (outcome.type === 'succeeded') high = middle;
    else low = middle;
    // Within a hundredth is near enough: unused gas is given back.
    if (high - low <= high / 100n) break;
    middle = (low + high) / 2n;
  }
  return high;
}

/** Reverts carry their data under code 3, so that clients can decode custom errors. */
function callError(outcome: Exclude<EvmOutcome, { type: 'succeeded' }>): RpcError {
  if (outcome.type === 'refused') return new RpcError(-32603, `evm error: ${outcome.reason}`);
  if (outcome.error === 'revert')
    return new RpcError(
      3,
      `VM Exception while processing transaction: revert${reasonOf(outcome.returnValue)}`,
      u8aToHex(outcome.returnValue)
    );
  if (outcome.error === 'out of gas') return new RpcError(-32603, `out of gas`);
  return new RpcError(-32603, `evm error: ${outcome.error}`, '0x');
}

/** The text of Solidity's `Error(string)`. */
function reasonOf(data: Uint8Array): string {
  if (u8aToHex(data.subarray(0, 4)) !== '0x08c379a0' || data.length < 68) return '';
  const length = Number(BigInt(u8aToHex(data.subarray(36, 68))));
  return ` ${new TextDecoder().decode(data.subarray(68, 68 + length))}`;
}

function readBlockTag(chain: Chain, tag: unknown): number {
  if (tag === undefined || tag === null || tag === 'latest' || tag === 'pending') return chain.bestNumber;
  if (tag === 'finalized' || tag === 'safe') return chain.finalizedNumber;
  if (tag === 'earliest') return 0;
  if (typeof tag === 'object') {
    const { blockHash, blockNumber } = tag as { blockHash?: unknown; blockNumber?: unknown };
    if (blockHash === undefined) return readBlockTag(chain, blockNumber);
    const number = chain.numberOf(readBytes(blockHash, 'blockHash', 32));
    if (number === undefined) throw new RpcError(-32000, 'header not found');
    return number;
  }
  return readNumber(tag, 'The block');
}

/** A block as Ethereum shows it; what has no counterpart here is zero. */
async function blockJson(chain: Chain, number: number) {
  const block = await chain.block(number);
  if (!block) return null;
  const state = chain.stateAt(number);
  const zeroHash = `0x${'00'.repeat(32)}`;
  return {
    number: quantity(number),
    hash: u8aToHex(block.hash),
    parentHash: u8aToHex(block.header.parent_hash),
    stateRoot: u8aToHex(block.header.state_root),
    transactionsRoot: u8aToHex(block.header.extrinsics_root),
    receiptsRoot: zeroHash,
    sha3Uncles: zeroHash,
    mixHash: zeroHash,
    nonce: `0x${'00'.repeat(8)}`,
    logsBloom: `0x${'00'.repeat(256)}`,
    miner: u8aToHex(ZERO_ADDRESS),
    difficulty: '0x0',
    totalDifficulty: '0x0',
    extraData: '0x',
    size: quantity(block.extrinsics.reduce((sum, { length }) => sum + length, 0)),
    gasLimit: quantity(BLOCK_GAS_LIMIT),
    gasUsed: '0x0',
    baseFeePerGas: state ? quantity(baseFeeStorage.BaseFeePerGas.get(state)) : '0x0',
    timestamp: state ? quantity(timestampStorage.Now.get(state) / 1000n) : '0x0',
    uncles: [],
    transactions: []
  };
}
