// A real EVM with the market deployed over a subnet the test can set, with its precompiles; it can go back in time.
import { createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common';
import { createEVM, EVMError, type ExecResult, type PrecompileInput } from '@ethereumjs/evm';
import { Account, bytesToBigInt, bytesToHex, createAddressFromString, hexToBytes } from '@ethereumjs/util';
import {
  concatHex,
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionResult,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  keccak256,
  numberToHex,
  pad,
  toEventSelector,
  toFunctionSelector,
  type Abi,
  type Hex
} from 'viem';
import { marketAbi } from '../../artifacts/market.abi.ts';
import { mutantOpcode } from '../mutation/active-mutant.ts';
import { marketCode } from './market-code.ts';
import { jumpOpcode, rememberJumps } from './remember-jumps.ts';
import { UndoState } from './undo-state.ts';

export const WEI_PER_RAO = 1_000_000_000n;
export const NETUID = 2;
export const ROOT_WEIGHT_PPM = 180_000;
export const MIN_WINDOW_BLOCKS = 10;
/** What the market keeps from its first block on. */
export const RESERVE_RAO = 500n;
export const CHAIN_ID = 945n;
const FIRST_BLOCK = 1000n;
const BLOCK_GAS = 75_000_000n;
const READ_GAS = 625n;

/** An sr25519 account for tests: its address is the first 20 bytes of its public key, as on the chain. */
export interface Key {
  publicKey: Hex;
  address: Hex;
}

export interface Neuron {
  hotkey: Hex;
  coldkey: Hex;
  permit: boolean;
  /** On the subnet. */
  alphaRao: bigint;
  /** On the root. */
  rootRao: bigint;
}

export interface Outcome {
  ok: boolean;
  /** Name of the custom error, or the EVM's own. */
  error?: string;
  errorArgs?: readonly unknown[];
  result?: unknown;
  events: { name: string; args: Record<string, unknown> }[];
  /** What a transaction of this call would use, before refunds. */
  gas: bigint;
}

export function keyOf(seed: number): Key {
  const publicKey = keccak256(numberToHex(seed + 1));
  return { publicKey, address: publicKey.slice(0, 42) as Hex };
}

export const TREASURY = keyOf(900);

/** Each by itself: viem hashes all signatures of an ABI to find one. */
const EVENTS = new Map(
  (marketAbi as Abi).flatMap((item) => (item.type === 'event' ? [[toEventSelector(item), item] as const] : []))
);

const SELECTORS = {
  transfer: toFunctionSelector('transfer(bytes32)'),
  uidCount: toFunctionSelector('getUidCount(uint16)'),
  hotkey: toFunctionSelector('getHotkey(uint16,uint16)'),
  coldkey: toFunctionSelector('getColdkey(uint16,uint16)'),
  permit: toFunctionSelector('getValidatorStatus(uint16,uint16)'),
  alpha: toFunctionSelector('getTotalAlphaStaked(bytes32,uint256)')
};

const FUNCTIONS = new Map(
  (marketAbi as Abi).flatMap((item) => (item.type === 'function' ? [[item.name, [item]] as const] : []))
);
const ERRORS = new Map(
  (marketAbi as Abi).flatMap((item) =>
    item.type === 'error'
      ? [[toFunctionSelector(`${item.name}(${item.inputs.map(({ type }) => type).join()})`), item]]
      : []
  )
);

export type MarketWorld = Awaited<ReturnType<typeof createMarketWorld>>;

export async function createMarketWorld() {
  const state = new UndoState();
  const world = {
    block: FIRST_BLOCK,
    neurons: [] as Neuron[],
    /** Paid to native accounts through 0x800: public key -> rao. */
    paid: new Map<string, bigint>(),
    refusePayments: false,
    market: '0x' as Hex
  };
  const common = createCustomCommon({ chainId: Number(CHAIN_ID), name: 'market-world' }, Mainnet, {
    hardfork: Hardfork.Prague
  });
  const precompile = (address: string, run: (input: PrecompileInput) => ExecResult | Promise<ExecResult>) => ({
    address: createAddressFromString(`0x${address.padStart(40, '0')}`),
    function: run as never
  });
  const blockchain = {
    getBlock: async (number: number) => ({ hash: () => hexToBytes(keccak256(numberToHex(number))) }),
    putBlock: async () => {},
    shallowCopy: () => blockchain
  };
  const evm = await createEVM({
    common,
    stateManager: state,
    blockchain,
    customOpcodes: [...jumpOpcode, ...(marketCode.hasMutants ? mutantOpcode : [])],
    allowUnlimitedContractSize: marketCode.hasMutants,
    allowUnlimitedInitCodeSize: marketCode.hasMutants,
    customPrecompiles: [
      precompile('802', (input) => readSubnet(input, world.neurons)),
      precompile('805', (input) => readStake(input, world.neurons)),
      precompile('800', (input) => payNative(input, world))
    ]
  });
  await rememberJumps(evm);

  async function message(
    from: Hex,
    to: Hex | undefined,
    data: Hex,
    value: bigint,
    { isStatic = false, gasLimit = BLOCK_GAS } = {}
  ) {
    const caller = createAddressFromString(from);
    if (value > 0n) {
      const account = (await state.getAccount(caller)) ?? new Account();
      account.balance += value;
      await state.putAccount(caller, account);
    }
    state.originalStorageCache.clear();
    const { execResult, createdAddress } = await evm.runCall({
      caller,
      ...(to ? { to: createAddressFromString(to) } : {}),
      data: hexToBytes(data),
      value,
      isStatic,
      gasLimit,
      block: { header: header(world.block) } as never
    });
    await evm.journal.cleanup();
    evm.transientStorage.clear();
    return { execResult, createdAddress };
  }

  /** Deploys and returns the address. Throws when the constructor fails. */
  async function deploy(abi: Abi, bytecode: Hex, args: unknown[], valueRao = 0n): Promise<Hex> {
    const { execResult, createdAddress } = await message(
      keyOf(999).address,
      undefined,
      encodeDeployData({ abi, bytecode, args }),
      valueRao * WEI_PER_RAO
    );
    if (execResult.exceptionError) throw new Error(execResult.exceptionError.error);
    return createdAddress!.toString();
  }

  /** A transaction to the market, or with `to` and `abi` to another contract. `extraWei` comes on top of the value. */
  async function call(
    from: Hex,
    functionName: string,
    args: readonly unknown[],
    valueRao = 0n,
    target: { to?: Hex; abi?: Abi; extraWei?: bigint; gasLimit?: bigint } = {}
  ): Promise<Outcome> {
    const moment = state.moment();
    const { to = world.market, abi = marketAbi as Abi, extraWei = 0n, gasLimit = BLOCK_GAS } = target;
    const item = abi === marketAbi ? FUNCTIONS.get(functionName) : undefined;
    const data = encodeFunctionData({ abi: item ?? abi, functionName, args } as never);
    const { execResult } = await message(from, to, data, valueRao * WEI_PER_RAO + extraWei, { gasLimit });
    const gas = execResult.executionGasUsed + intrinsicGas(data);
    if (execResult.exceptionError) {
      state.rollback(moment);
      const { name, args: errorArgs } = errorOf(execResult, abi);
      return { ok: false, error: name, errorArgs, events: [], gas };
    }
    const events = (execResult.logs ?? []).map(([, topics, logData]) => {
      const topicHexes = topics.map((topic) => bytesToHex(topic)) as [Hex, ...Hex[]];
      const event = decodeEventLog({
        abi: [EVENTS.get(topicHexes[0])!],
        topics: topicHexes,
        data: bytesToHex(logData)
      });
      return { name: event.eventName!, args: event.args as unknown as Record<string, unknown> };
    });
    const result = decodeFunctionResult({
      abi: item ?? abi,
      functionName,
      data: bytesToHex(execResult.returnValue)
    } as never);
    return { ok: true, result, events, gas };
  }

  async function view<T>(functionName: string, args: readonly unknown[] = []): Promise<T> {
    const abi = FUNCTIONS.get(functionName) ?? (marketAbi as Abi);
    const data = encodeFunctionData({ abi, functionName, args } as never);
    const { execResult } = await message(keyOf(998).address, world.market, data, 0n, { isStatic: true });
    if (execResult.exceptionError) throw new Error(errorOf(execResult, abi).name);
    return decodeFunctionResult({ abi, functionName, data: bytesToHex(execResult.returnValue) } as never) as T;
  }

  /** `view`, and whether all storage behind it is still as it was then: what it says depends on nothing else. */
  async function watchedView<T>(functionName: string, args: readonly unknown[]) {
    const end = state.watchReads();
    const value = await view<T>(functionName, args);
    return { value, stillHolds: end() };
  }

  async function balanceRao(address: Hex = world.market): Promise<bigint> {
    return ((await state.getAccount(createAddressFromString(address)))?.balance ?? 0n) / WEI_PER_RAO;
  }

  /** This moment of chain, subnet and payments; call the result to come back to it, as often as wanted. */
  function remember(): () => void {
    const restore = state.remember();
    const { block, refusePayments } = world;
    const neurons = world.neurons.map((neuron) => ({ ...neuron }));
    const paid = new Map(world.paid);
    return () => {
      restore();
      Object.assign(world, { block, refusePayments, paid: new Map(paid) });
      world.neurons = neurons.map((neuron) => ({ ...neuron }));
    };
  }

  const jury = await deploy([], marketCode.jury, []);
  const annex = await deploy([], concatHex([marketCode.annex, pad(jury)]), []);
  world.market = await deploy(
    marketAbi as Abi,
    marketCode.market,
    [NETUID, TREASURY.address, ROOT_WEIGHT_PPM, MIN_WINDOW_BLOCKS, annex],
    RESERVE_RAO
  );
  const slotOf = (key: string): bigint => state.slotOf(world.market, key);
  return Object.assign(world, { annex, jury, call, view, watchedView, deploy, balanceRao, remember, slotOf });
}

const header = (number: bigint) => ({
  number,
  coinbase: undefined,
  timestamp: number * 12n,
  difficulty: 0n,
  prevRandao: new Uint8Array(32),
  gasLimit: BLOCK_GAS,
  baseFeePerGas: 0n,
  getBlobGasPrice: () => 0n
});

function intrinsicGas(data: Hex): bigint {
  const bytes = hexToBytes(data);
  const zeros = bytes.filter((byte) => byte === 0).length;
  return 21_000n + BigInt(zeros * 4 + (bytes.length - zeros) * 16);
}

function errorOf(execResult: ExecResult, abi: Abi): { name: string; args: readonly unknown[] } {
  const raw = bytesToHex(execResult.returnValue);
  if (raw === '0x') return { name: execResult.exceptionError!.error, args: [] };
  const known = ERRORS.get(raw.slice(0, 10) as Hex);
  const { errorName, args } = decodeErrorResult({ abi: known ? [known] : abi, data: raw });
  return { name: errorName, args: args ?? [] };
}

const word = (input: PrecompileInput, index: number) => input.data.subarray(4 + index * 32, 36 + index * 32);
const selectorOf = (input: PrecompileInput) => bytesToHex(input.data.subarray(0, 4));
const answer = (value: Hex): ExecResult => ({ executionGasUsed: READ_GAS, returnValue: hexToBytes(value) });
const number = (value: bigint) => answer(encodeAbiParameters([{ type: 'uint256' }], [value]));
/** Substrate's precompiles take all the gas of a call they cannot serve. */
const halt = (input: PrecompileInput): ExecResult => ({
  executionGasUsed: input.gasLimit,
  returnValue: new Uint8Array(),
  exceptionError: new EVMError(EVMError.errorMessages.INVALID_OPCODE)
});

function readSubnet(input: PrecompileInput, neurons: Neuron[]): ExecResult {
  if (bytesToBigInt(word(input, 0)) !== BigInt(NETUID)) return halt(input);
  const selector = selectorOf(input);
  if (selector === SELECTORS.uidCount) return number(BigInt(neurons.length));
  const neuron = neurons[Number(bytesToBigInt(word(input, 1)))];
  if (!neuron) return halt(input);
  if (selector === SELECTORS.hotkey) return answer(neuron.hotkey);
  if (selector === SELECTORS.coldkey) return answer(neuron.coldkey);
  return selector === SELECTORS.permit ? number(neuron.permit ? 1n : 0n) : halt(input);
}

function readStake(input: PrecompileInput, neurons: Neuron[]): ExecResult {
  if (selectorOf(input) !== SELECTORS.alpha) return halt(input);
  const hotkey = bytesToHex(word(input, 0));
  const neuron = neurons.find((candidate) => candidate.hotkey === hotkey);
  return number((bytesToBigInt(word(input, 1)) === 0n ? neuron?.rootRao : neuron?.alphaRao) ?? 0n);
}

/** The precompile keeps no balance: what arrives with the call leaves to the native account at once. */
async function payNative(
  input: PrecompileInput,
  world: { paid: Map<string, bigint>; refusePayments: boolean }
): Promise<ExecResult> {
  if (world.refusePayments || selectorOf(input) !== SELECTORS.transfer)
    return {
      executionGasUsed: 0n,
      returnValue: new Uint8Array(),
      exceptionError: new EVMError(EVMError.errorMessages.REVERT)
    };
  const accounts = input._EVM.stateManager;
  const address = createAddressFromString('0x0000000000000000000000000000000000000800');
  const arrived = (await accounts.getAccount(address))?.balance ?? 0n;
  await accounts.putAccount(address, new Account(0n, 0n));
  const payTo = bytesToHex(word(input, 0));
  world.paid.set(payTo, (world.paid.get(payTo) ?? 0n) + arrived / WEI_PER_RAO);
  return { executionGasUsed: 6400n, returnValue: new Uint8Array() };
}
