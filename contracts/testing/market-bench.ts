// A real EVM with the market deployed and the two precompiles it needs, over a metagraph the test can set.
import { Common, Hardfork, Mainnet } from '@ethereumjs/common';
import { createEVM, EVMError, type EVM, type PrecompileInput } from '@ethereumjs/evm';
import { SimpleStateManager } from '@ethereumjs/statemanager';
import { Account, Address, bytesToHex, createAddressFromString, hexToBytes } from '@ethereumjs/util';
import {
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionData,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  encodeFunctionResult,
  parseAbi,
  type Hex
} from 'viem';
import { datasetMarketAbi } from '../artifacts/dataset-market.abi.ts';
import { datasetMarketInitCode } from '../artifacts/dataset-market.init-code.ts';

const metagraphAbi = parseAbi([
  'function getUidCount(uint16) view returns (uint16)',
  'function getHotkey(uint16,uint16) view returns (bytes32)',
  'function getValidatorStatus(uint16,uint16) view returns (bool)'
]);
const balanceTransferAbi = parseAbi(['function transfer(bytes32) payable']);

const BALANCE_TRANSFER = createAddressFromString('0x0000000000000000000000000000000000000800');
export const WEI_PER_RAO = 1_000_000_000n;
export const TREASURY: Hex = '0x7777777777777777777777777777777777777777';

/** A hotkey for tests: its address is the first 20 bytes of its public key, as on the chain. */
export function hotkeyOf(seed: number): { publicKey: Hex; address: Hex } {
  const publicKey: Hex = `0x${(0x1000 + seed).toString(16).padStart(4, '0').repeat(16)}`;
  return { publicKey, address: publicKey.slice(0, 42) as Hex };
}

export interface CallOutcome {
  ok: boolean;
  error?: { name: string; args: readonly unknown[] };
  result?: unknown;
  events: { eventName: string; args: Record<string, unknown> }[];
  gas: bigint;
}

export interface MarketBench {
  block: bigint;
  neurons: { hotkey: Hex; permit: boolean }[];
  /** Native payments that left through 0x800: public key -> rao. */
  paid: Map<string, bigint>;
  /** When set, 0x800 refuses every payment. */
  refusePayments: boolean;
  call(from: Hex, functionName: string, args: unknown[], valueWei?: bigint): Promise<CallOutcome>;
  view<T>(functionName: string, args: unknown[]): Promise<T>;
  balanceRao(): Promise<bigint>;
  address: Hex;
}

export async function createMarketBench(): Promise<MarketBench> {
  const state = {
    neurons: [] as { hotkey: Hex; permit: boolean }[],
    paid: new Map<string, bigint>(),
    refusePayments: false
  };
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Prague });
  const stateManager = new SimpleStateManager({ common });
  const evm: EVM = await createEVM({
    common,
    stateManager,
    customPrecompiles: [
      {
        address: createAddressFromString('0x0000000000000000000000000000000000000802'),
        function: (input) => metagraph(input, state.neurons)
      },
      { address: BALANCE_TRANSFER, function: ((input: PrecompileInput) => balanceTransfer(input, state)) as never }
    ]
  });
  const bench: MarketBench = Object.assign(state, {
    block: 10n,
    address: '0x' as Hex,
    async call(from: Hex, functionName: string, args: unknown[], valueWei = 0n): Promise<CallOutcome> {
      const data = encodeFunctionData({ abi: datasetMarketAbi, functionName, args } as never);
      const caller = createAddressFromString(from);
      await fund(caller, valueWei);
      const { execResult } = await run({ caller, data, value: valueWei });
      if (execResult.exceptionError) {
        const raw = bytesToHex(execResult.returnValue);
        if (raw === '0x')
          return {
            ok: false,
            error: { name: execResult.exceptionError.error, args: [] },
            events: [],
            gas: execResult.executionGasUsed
          };
        const decoded = decodeErrorResult({ abi: datasetMarketAbi, data: raw });
        return {
          ok: false,
          error: { name: decoded.errorName, args: decoded.args ?? [] },
          events: [],
          gas: execResult.executionGasUsed
        };
      }
      const events = (execResult.logs ?? []).map(([, topics, logData]) => {
        const event = decodeEventLog({
          abi: datasetMarketAbi,
          topics: topics.map((topic) => bytesToHex(topic)) as [Hex, ...Hex[]],
          data: bytesToHex(logData)
        });
        return { eventName: event.eventName, args: event.args as unknown as Record<string, unknown> };
      });
      return {
        ok: true,
        result: decode(functionName, execResult.returnValue),
        events,
        gas: execResult.executionGasUsed
      };
    },
    async view<T>(functionName: string, args: unknown[]): Promise<T> {
      const data = encodeFunctionData({ abi: datasetMarketAbi, functionName, args } as never);
      const { execResult } = await run({
        caller: createAddressFromString(hotkeyOf(0).address),
        data,
        value: 0n,
        isStatic: true
      });
      if (execResult.exceptionError)
        throw new Error(
          decodeErrorResult({ abi: datasetMarketAbi, data: bytesToHex(execResult.returnValue) }).errorName
        );
      return decode(functionName, execResult.returnValue) as T;
    },
    async balanceRao(): Promise<bigint> {
      return ((await stateManager.getAccount(createAddressFromString(bench.address)))?.balance ?? 0n) / WEI_PER_RAO;
    }
  });

  const decode = (functionName: string, bytes: Uint8Array) =>
    decodeFunctionResult({ abi: datasetMarketAbi, functionName, data: bytesToHex(bytes) } as never);
  const fund = async (address: Address, wei: bigint) => stateManager.putAccount(address, new Account(0n, wei));
  const run = (message: { caller: Address; data: Hex; value: bigint; isStatic?: boolean }) => {
    return evm.runCall({
      caller: message.caller,
      to: createAddressFromString(bench.address),
      data: hexToBytes(message.data),
      value: message.value,
      isStatic: message.isStatic,
      gasLimit: 75_000_000n,
      block: {
        header: {
          number: bench.block,
          cliqueSigner: () => Address,
          coinbase: undefined,
          timestamp: 0n,
          difficulty: 0n,
          prevRandao: new Uint8Array(32),
          gasLimit: 75_000_000n,
          baseFeePerGas: 0n,
          getBlobGasPrice: () => 0n
        }
      } as never
    });
  };
  const deployed = await evm.runCall({
    caller: createAddressFromString(hotkeyOf(0).address),
    data: hexToBytes(
      encodeDeployData({ abi: datasetMarketAbi, bytecode: datasetMarketInitCode as Hex, args: [1, TREASURY] })
    ),
    gasLimit: 75_000_000n
  });
  if (deployed.execResult.exceptionError) throw new Error(deployed.execResult.exceptionError.error);
  bench.address = deployed.createdAddress!.toString();
  return bench;
}

function metagraph(input: PrecompileInput, neurons: { hotkey: Hex; permit: boolean }[]) {
  const { functionName, args } = decodeFunctionData({ abi: metagraphAbi, data: bytesToHex(input.data) });
  const neuron = neurons[Number(args.at(1) ?? -1)];
  const result = {
    getUidCount: neurons.length,
    getHotkey: neuron?.hotkey ?? `0x${'00'.repeat(32)}`,
    getValidatorStatus: neuron?.permit ?? false
  }[functionName];
  return {
    executionGasUsed: 3000n,
    returnValue: hexToBytes(encodeFunctionResult({ abi: metagraphAbi, functionName, result } as never))
  };
}

/** The precompile keeps no balance: what arrives with the call leaves to the native account at once. */
async function balanceTransfer(input: PrecompileInput, state: { paid: Map<string, bigint>; refusePayments: boolean }) {
  if (state.refusePayments)
    return {
      executionGasUsed: 0n,
      returnValue: new Uint8Array(),
      exceptionError: new EVMError(EVMError.errorMessages.REVERT)
    };
  const { args } = decodeFunctionData({ abi: balanceTransferAbi, data: bytesToHex(input.data) });
  const accounts = input._EVM.stateManager;
  const arrived = (await accounts.getAccount(BALANCE_TRANSFER))?.balance ?? 0n;
  await accounts.putAccount(BALANCE_TRANSFER, new Account(0n, 0n));
  state.paid.set(args[0], (state.paid.get(args[0]) ?? 0n) + arrived / WEI_PER_RAO);
  return { executionGasUsed: 9000n, returnValue: new Uint8Array() };
}
