// One EVM transaction from a Substrate account: gas is bought from the mirror account, unused gas is given back, and a
// failed call keeps its gas and nothing else. Rules of pallet_evm's stack runner under Pectra (EIP-3529, EIP-7623).
import { createAddressFromString, Address } from '@ethereumjs/util';
import type { Log } from '@ethereumjs/evm';
import { freeBalance, changeIssuance, setFreeBalance } from '../pallets/balances.ts';
import { baseFeeStorage } from '../pallets/evm/evm-storage.ts';
import { systemStorage } from '../pallets/system.ts';
import { WorkSlice, type WorkLimits } from '../work/work-slice.ts';
import type { EvmContext } from './evm-context.ts';
import { mirrorAccount, visibleRao, WEI_PER_RAO } from './mirror-account.ts';
import { createSubtensorEvm, type SubtensorEvm } from './subtensor-evm.ts';

export const BLOCK_GAS_LIMIT = 75_000_000n;
const TRANSACTION_GAS = 21_000n;
const CREATE_GAS = 32_000n;
const INIT_CODE_WORD_GAS = 2n;
const ACCESS_LIST_ADDRESS_GAS = 2400n;
const ACCESS_LIST_KEY_GAS = 1900n;
const FLOOR_GAS_PER_TOKEN = 10n;

export interface EvmTransaction {
  from: Uint8Array;
  /** Absent: create a contract from `data`. */
  to?: Uint8Array;
  data: Uint8Array;
  valueWei: bigint;
  gasLimit: bigint;
  maxFeePerGas?: bigint;
  maxPriorityFeePerGas?: bigint;
  nonce?: bigint;
  salt?: Uint8Array;
  accessList?: { address: Uint8Array; storageKeys: Uint8Array[] }[];
  /** Where a created contract shall stand, instead of the address that follows from sender and nonce: genesis only. */
  contractAddress?: Uint8Array;
}

export type RefusedReason =
  | 'BalanceLow'
  | 'FeeOverflow'
  | 'GasPriceTooLow'
  | 'InvalidNonce'
  | 'GasLimitTooLow'
  | 'GasLimitTooHigh'
  | 'TransactionMustComeFromEOA';

/** `refused`: nothing happened. `failed`: only gas was used. */
export type EvmOutcome =
  | { type: 'refused'; reason: RefusedReason }
  | { type: 'failed'; error: string; returnValue: Uint8Array; gasUsed: bigint; createdAddress?: Uint8Array }
  | { type: 'succeeded'; returnValue: Uint8Array; gasUsed: bigint; createdAddress?: Uint8Array; logs: Log[] };

/** One EVM is enough while transactions run one after another; calls from elsewhere wait their turn. */
export class EvmExecutor {
  private readonly evm: SubtensorEvm = createSubtensorEvm();
  private tail: Promise<unknown> = Promise.resolve();

  /**
   * Runs a transaction in a block's context.
   * @param mode `transaction` buys gas; `simulation` runs without fees, as `eth_call` does.
   * @param limits of a simulation, from its turn on. @throws WorkGivenUp beyond them.
   */
  execute(
    context: EvmContext,
    transaction: EvmTransaction,
    mode: 'transaction' | 'simulation',
    limits?: WorkLimits
  ): Promise<EvmOutcome> {
    const turn = this.tail.then(() => {
      this.evm.work = new WorkSlice(limits);
      return this.run(context, transaction, mode);
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private async run(
    context: EvmContext,
    transaction: EvmTransaction,
    mode: 'transaction' | 'simulation'
  ): Promise<EvmOutcome> {
    const baseFee = baseFeeStorage.BaseFeePerGas.get(context.state);
    const price = mode === 'simulation' ? 0n : gasPrice(transaction, baseFee);
    const gas = intrinsicGas(transaction);
    const mirror = mirrorAccount(transaction.from);
    const refusal = this.refusal(context, transaction, mode, price, baseFee, gas.least, mirror);
    if (refusal) return { type: 'refused', reason: refusal };

    const boughtRao = raoFor(transaction.gasLimit, price);
    takeRao(context, mirror, boughtRao);
    const result = await this.runMessage(context, transaction, gas.intrinsic, price, baseFee);
    const afterRefund = result.gasUsed - min(result.refund, result.gasUsed / 5n);
    const gasUsed = afterRefund > gas.floor ? afterRefund : gas.floor;
    giveRao(context, mirror, boughtRao - raoFor(gasUsed, price));
    const { returnValue, createdAddress } = result;
    if (result.error !== undefined)
      return { type: 'failed', error: result.error, returnValue, gasUsed, createdAddress };
    return { type: 'succeeded', returnValue, gasUsed, createdAddress, logs: result.logs };
  }

  private refusal(
    { state }: EvmContext,
    transaction: EvmTransaction,
    mode: 'transaction' | 'simulation',
    price: bigint,
    baseFee: bigint,
    leastGas: bigint,
    mirror: Uint8Array
  ): RefusedReason | undefined {
    if (transaction.gasLimit > BLOCK_GAS_LIMIT) return 'GasLimitTooHigh';
    if (transaction.gasLimit < leastGas) return 'GasLimitTooLow';
    if (mode === 'simulation') return undefined;
    if (transaction.maxFeePerGas !== undefined && transaction.maxFeePerGas < baseFee) return 'GasPriceTooLow';
    const priority = transaction.maxPriorityFeePerGas;
    if (priority !== undefined && priority > (transaction.maxFeePerGas ?? baseFee)) return 'GasPriceTooLow';
    const account = systemStorage.Account.get(state, mirror);
    if (transaction.nonce !== undefined && transaction.nonce !== BigInt(account.nonce)) return 'InvalidNonce';
    const worstPrice = transaction.maxFeePerGas ?? price;
    const needed = raoFor(transaction.gasLimit, worstPrice) + transaction.valueWei / WEI_PER_RAO;
    return visibleRao(account.data.free) < needed ? 'BalanceLow' : undefined;
  }

  private async runMessage(
    context: EvmContext,
    transaction: EvmTransaction,
    intrinsic: bigint,
    price: bigint,
    baseFee: bigint
  ) {
    const { evm } = this;
    const caller = new Address(transaction.from);
    const to = transaction.to && new Address(transaction.to);
    evm.chainState.context = context;
    evm.chainState.clearCaches();
    evm.transientStorage.clear();
    evm.creationAddress = transaction.contractAddress;
    context.begin();
    try {
      for (const address of evm.precompiles.keys()) evm.journal.addAlwaysWarmAddress(address);
      evm.journal.addWarmedAddress(caller.bytes);
      evm.journal.addWarmedAddress(COINBASE.bytes);
      if (to) evm.journal.addWarmedAddress(to.bytes);
      for (const { address, storageKeys } of transaction.accessList ?? []) {
        evm.journal.addWarmedAddress(address);
        for (const key of storageKeys) evm.journal.addWarmedStorage(address, key);
      }
      const { execResult, createdAddress } = await evm.runCall({
        caller,
        origin: caller,
        to,
        data: transaction.data,
        value: transaction.valueWei,
        gasLimit: transaction.gasLimit - intrinsic,
        gasPrice: price,
        salt: transaction.salt,
        block: {
          header: {
            number: BigInt(context.blockNumber),
            coinbase: COINBASE,
            timestamp: BigInt(Math.floor(context.timestampMs / 1000)),
            difficulty: 0n,
            prevRandao: context.parentHash,
            gasLimit: BLOCK_GAS_LIMIT,
            baseFeePerGas: baseFee,
            getBlobGasPrice: () => 1n
          }
        }
      });
      if (!execResult.exceptionError)
        for (const address of execResult.selfdestruct?.keys() ?? [])
          await evm.chainState.deleteAccount(createAddressFromString(address));
      await evm.journal.cleanup();
      context.commit();
      return {
        error: execResult.exceptionError?.error,
        returnValue: execResult.returnValue,
        gasUsed: intrinsic + execResult.executionGasUsed,
        refund: execResult.gasRefund ?? 0n,
        logs: execResult.logs ?? [],
        createdAddress: createdAddress?.bytes
      };
    } catch (error) {
      evm.journal.cleanJournal();
      context.rollback();
      throw error;
    }
  }
}

/** Blocks here have no author who is paid. */
const COINBASE = new Address(new Uint8Array(20));

function gasPrice({ maxFeePerGas, maxPriorityFeePerGas }: EvmTransaction, baseFee: bigint): bigint {
  const wanted = baseFee + (maxPriorityFeePerGas ?? 0n);
  return maxFeePerGas === undefined ? wanted : min(wanted, maxFeePerGas);
}

/** Gas in rao, rounded up. */
const raoFor = (gas: bigint, price: bigint): bigint => (gas * price + WEI_PER_RAO - 1n) / WEI_PER_RAO;
const min = (a: bigint, b: bigint) => (a < b ? a : b);

function takeRao(context: EvmContext, account: Uint8Array, rao: bigint): void {
  if (rao === 0n) return;
  setFreeBalance(context, account, freeBalance(context.state, account) - rao);
  changeIssuance(context.state, -rao);
}

function giveRao(context: EvmContext, account: Uint8Array, rao: bigint): void {
  if (rao === 0n) return;
  changeIssuance(context.state, rao);
  setFreeBalance(context, account, freeBalance(context.state, account) + rao);
}

/** What a transaction costs before its first opcode: intrinsic gas, and the floor for data-heavy ones (EIP-7623). */
export function intrinsicGas({ to, data, accessList }: Pick<EvmTransaction, 'to' | 'data' | 'accessList'>) {
  const nonZero = BigInt(data.reduce((count, byte) => count + (byte === 0 ? 0 : 1), 0));
  const zero = BigInt(data.length) - nonZero;
  const creation = to ? 0n : CREATE_GAS + INIT_CODE_WORD_GAS * BigInt(Math.ceil(data.length / 32));
  const access = (accessList ?? []).reduce(
    (sum, { storageKeys }) => sum + ACCESS_LIST_ADDRESS_GAS + ACCESS_LIST_KEY_GAS * BigInt(storageKeys.length),
    0n
  );
  const intrinsic = TRANSACTION_GAS + zero * 4n + nonZero * 16n + creation + access;
  const floor = TRANSACTION_GAS + FLOOR_GAS_PER_TOKEN * (zero + nonZero * 4n);
  return { intrinsic, floor, least: intrinsic > floor ? intrinsic : floor };
}
