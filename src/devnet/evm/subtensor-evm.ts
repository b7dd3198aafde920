// @ethereumjs/evm under Pectra rules, with Bittensor's precompiles, on the chain's storage. Value moves in whole rao.
import { type Common, createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common';
import { EVM, EVMError, NobleBN254, type EVMOpts, type Message } from '@ethereumjs/evm';
import { Address, type Account } from '@ethereumjs/util';
import type { ReadableState } from '../state/key-value.ts';
import { systemStorage } from '../pallets/system.ts';
import { LOCAL_EVM_CHAIN_ID } from '../pallets/evm/evm-storage.ts';
import { balanceOpcodes, visibleWei } from './balance-opcodes.ts';
import { ChainStateManager } from './chain-state-manager.ts';
import type { EvmHost } from './evm-host.ts';
import { WEI_PER_RAO } from './mirror-account.ts';
import { WorkSlice } from '../work/work-slice.ts';
import { subtensorPrecompiles } from './precompiles/subtensor-precompiles.ts';
import { sliceJumps } from './slice-jumps.ts';

export class SubtensorEvm extends EVM implements EvmHost {
  /** The message whose code runs now: precompiles read its sender and value. */
  currentMessage: Message | undefined;
  readonly chainState: ChainStateManager;
  /** Where the outermost creation puts its contract, when not where sender and nonce say. */
  creationAddress: Uint8Array | undefined;
  /** Divides what runs now, so that others have their turns. */
  work = new WorkSlice();

  constructor(options: EVMOpts & { stateManager: ChainStateManager }) {
    super(options);
    this.chainState = options.stateManager;
    sliceJumps(this._opcodeMap, () => this.work);
  }

  protected override async _executeCall(message: Message & { to: NonNullable<Message['to']> }) {
    const outer = this.currentMessage;
    this.currentMessage = message;
    try {
      return await super._executeCall(message);
    } finally {
      this.currentMessage = outer;
    }
  }

  /** A contract can call with all it has, but create only with what it sees. */
  protected override async _executeCreate(message: Message) {
    const creator = message.depth === 0 ? undefined : await this.chainState.getAccount(message.caller);
    if (creator && visibleWei(creator.balance) < message.value)
      return {
        execResult: {
          returnValue: new Uint8Array(),
          exceptionError: new EVMError(EVMError.errorMessages.INSUFFICIENT_BALANCE),
          executionGasUsed: 0n
        }
      };
    return super._executeCreate(message);
  }

  protected override async _generateAddress(message: Message): Promise<Address> {
    if (this.creationAddress && message.depth === 0) return new Address(this.creationAddress);
    return super._generateAddress(message);
  }

  /** Substrate moves whole rao: a fraction of a rao stays where it is, as frontier's balance converter does. */
  protected override async _reduceSenderBalance(account: Account, message: Message): Promise<void> {
    const value = wholeRao(message.value);
    if (account.balance < message.value) throw new EVMError(EVMError.errorMessages.INSUFFICIENT_BALANCE);
    if (value === 0n) return;
    account.balance -= value;
    await this.journal.putAccount(message.caller, account);
  }

  protected override async _addToBalance(
    account: Account,
    message: Message & { to: NonNullable<Message['to']> }
  ): Promise<void> {
    const value = wholeRao(message.value);
    account.balance += value;
    if (value > 0n && this.chainState.wouldBeDust(account.balance))
      throw new EVMError(EVMError.errorMessages.INSUFFICIENT_BALANCE);
    await this.journal.putAccount(message.to, account);
  }
}

const wholeRao = (wei: bigint): bigint => wei - (wei % WEI_PER_RAO);

const common: Common = createCustomCommon({ chainId: Number(LOCAL_EVM_CHAIN_ID), name: 'assay-local' }, Mainnet, {
  hardfork: Hardfork.Prague
});

/** An EVM of its own; bind it to a block through `evm.chainState.context`. */
export function createSubtensorEvm(): SubtensorEvm {
  const stateManager = new ChainStateManager();
  const blockchain = {
    getBlock: async (number: number) => ({ hash: () => blockHash(stateManager.context.state, number) }),
    putBlock: async () => {},
    shallowCopy: () => blockchain
  };
  const evm: SubtensorEvm = new SubtensorEvm({
    common,
    stateManager,
    blockchain,
    bn254: new NobleBN254(),
    customOpcodes: balanceOpcodes,
    customPrecompiles: subtensorPrecompiles(() => evm, common)
  });
  return evm;
}

/** BLOCKHASH names this chain's own blocks. */
const blockHash = (state: ReadableState, number: number): Uint8Array => systemStorage.BlockHash.get(state, number);
