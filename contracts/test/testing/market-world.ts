// A real EVM with the market deployed over a subnet the test can set, with its precompiles; it can go back in time.
import { createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common';
import { createEVM } from '@ethereumjs/evm';
import { Account, createAddressFromString, hexToBytes } from '@ethereumjs/util';
import { concatHex, encodeDeployData, keccak256, numberToHex, pad, type Abi, type Hex } from 'viem';
import { marketAbi } from '../../artifacts/market.abi.ts';
import { mutantOpcode } from '../mutation/active-mutant.ts';
import { marketCode } from './market-code.ts';
import { decodeError, decodeEvents, decodeResult, encodeCall } from './market-codec.ts';
import { jumpOpcode, rememberJumps } from './remember-jumps.ts';
import { NETUID, subnetPrecompiles, WEI_PER_RAO, type Subnet } from './subnet-precompiles.ts';
import { keyOf, TREASURY } from './test-keys.ts';
import { UndoState } from './undo-state.ts';

export const ROOT_WEIGHT_PPM = 180_000;
export const MIN_WINDOW_BLOCKS = 10;
/** What the market keeps from its first block on. */
export const RESERVE_RAO = 500n;
export const CHAIN_ID = 945n;
const FIRST_BLOCK = 1000n;
const BLOCK_GAS = 75_000_000n;

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

export type MarketWorld = Awaited<ReturnType<typeof createMarketWorld>>;

export async function createMarketWorld() {
  const state = new UndoState();
  const world = {
    block: FIRST_BLOCK,
    ...({ neurons: [], paid: new Map(), refusePayments: false } as Subnet),
    market: '0x' as Hex
  };
  const common = createCustomCommon({ chainId: Number(CHAIN_ID), name: 'market-world' }, Mainnet, {
    hardfork: Hardfork.Prague
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
    customPrecompiles: subnetPrecompiles(world)
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
    const data = encodeCall(abi, functionName, args);
    const { execResult } = await message(from, to, data, valueRao * WEI_PER_RAO + extraWei, { gasLimit });
    const gas = execResult.executionGasUsed + intrinsicGas(data);
    if (execResult.exceptionError) {
      state.rollback(moment);
      const { name, args: errorArgs } = decodeError(execResult, abi);
      return { ok: false, error: name, errorArgs, events: [], gas };
    }
    const result = decodeResult(abi, functionName, execResult);
    return { ok: true, result, events: decodeEvents(execResult), gas };
  }

  async function view<T>(functionName: string, args: readonly unknown[] = []): Promise<T> {
    const abi = marketAbi as Abi;
    const data = encodeCall(abi, functionName, args);
    const { execResult } = await message(keyOf(998).address, world.market, data, 0n, { isStatic: true });
    if (execResult.exceptionError) throw new Error(decodeError(execResult, abi).name);
    return decodeResult(abi, functionName, execResult) as T;
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
