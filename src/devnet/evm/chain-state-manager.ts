// Lets the EVM work on the chain's own storage: balances and nonces in System.Account of the mirror accounts, code and
// slots in pallet_evm. Its checkpoints are layers of the block's state, so a revert undoes events too.
import { OriginalStorageCache } from '@ethereumjs/statemanager';
import type { AccountFields, StateManagerInterface } from '@ethereumjs/common';
import { Account, KECCAK256_NULL, setLengthLeft, unpadBytes, type Address } from '@ethereumjs/util';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { EXISTENTIAL_DEPOSIT_RAO, setFreeBalance } from '../pallets/balances.ts';
import { evmStorage } from '../pallets/evm/evm-storage.ts';
import { systemStorage } from '../pallets/system.ts';
import type { EvmContext } from './evm-context.ts';
import { mirrorAccount, WEI_PER_RAO } from './mirror-account.ts';

const ZERO_CODE = new Uint8Array();

export class ChainStateManager implements StateManagerInterface {
  /** The block the EVM works in; set before each run. */
  context!: EvmContext;
  readonly originalStorageCache = new OriginalStorageCache((address, key) => this.getStorage(address, key));

  async getAccount(address: Address): Promise<Account | undefined> {
    const { state } = this.context;
    const { nonce, data } = systemStorage.Account.get(state, mirrorAccount(address.bytes));
    const code = evmStorage.AccountCodesMetadata.get(state, address.bytes);
    if (nonce === 0 && data.free === 0n && !code) return undefined;
    return new Account(BigInt(nonce), data.free * WEI_PER_RAO, undefined, code?.hash ?? KECCAK256_NULL);
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    if (!account) return this.deleteAccount(address);
    const { state } = this.context;
    const mirror = mirrorAccount(address.bytes);
    const free = account.balance / WEI_PER_RAO;
    if (free !== systemStorage.Account.get(state, mirror).data.free) setFreeBalance(this.context, mirror, free);
    const current = systemStorage.Account.get(state, mirror);
    const nonce = Number(account.nonce);
    if (current.nonce !== nonce) systemStorage.Account.put(state, mirror, { ...current, nonce });
  }

  async deleteAccount(address: Address): Promise<void> {
    const { state } = this.context;
    const mirror = mirrorAccount(address.bytes);
    const account = systemStorage.Account.get(state, mirror);
    if (account.sufficients > 0) systemStorage.Account.put(state, mirror, { ...account, sufficients: 0 });
    if (account.data.free > 0n) setFreeBalance(this.context, mirror, 0n);
    const left = systemStorage.Account.get(state, mirror);
    if (left.providers + left.sufficients === 0) systemStorage.Account.remove(state, mirror);
    evmStorage.AccountCodes.remove(state, address.bytes);
    evmStorage.AccountCodesMetadata.remove(state, address.bytes);
    await this.clearStorage(address);
  }

  async modifyAccountFields(address: Address, fields: AccountFields): Promise<void> {
    const account = (await this.getAccount(address)) ?? new Account();
    account.nonce = fields.nonce ?? account.nonce;
    account.balance = fields.balance ?? account.balance;
    await this.putAccount(address, account);
  }

  async putCode(address: Address, code: Uint8Array): Promise<void> {
    const { state } = this.context;
    if (code.length === 0) return;
    evmStorage.AccountCodes.put(state, address.bytes, code);
    evmStorage.AccountCodesMetadata.put(state, address.bytes, { size: BigInt(code.length), hash: keccak_256(code) });
    systemStorage.Account.update(state, mirrorAccount(address.bytes), (account) => ({ ...account, sufficients: 1 }));
  }

  async getCode(address: Address): Promise<Uint8Array> {
    return evmStorage.AccountCodes.get(this.context.state, address.bytes) ?? ZERO_CODE;
  }

  async getCodeSize(address: Address): Promise<number> {
    return Number(evmStorage.AccountCodesMetadata.get(this.context.state, address.bytes)?.size ?? 0n);
  }

  async getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    return unpadBytes(evmStorage.AccountStorages.get(this.context.state, address.bytes, setLengthLeft(key, 32)));
  }

  async putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    const slot = setLengthLeft(key, 32);
    const { state } = this.context;
    if (value.every((byte) => byte === 0)) evmStorage.AccountStorages.remove(state, address.bytes, slot);
    else evmStorage.AccountStorages.put(state, address.bytes, slot, setLengthLeft(value, 32));
  }

  async clearStorage(address: Address): Promise<void> {
    evmStorage.AccountStorages.removeAll(this.context.state, address.bytes);
  }

  async checkpoint(): Promise<void> {
    this.context.begin();
  }

  async commit(): Promise<void> {
    this.context.commit();
  }

  async revert(): Promise<void> {
    this.context.rollback();
  }

  clearCaches(): void {
    this.originalStorageCache.clear();
  }

  /** True when an account would keep less than the existential deposit, which Substrate refuses to create. */
  wouldBeDust(balanceWei: bigint): boolean {
    const rao = balanceWei / WEI_PER_RAO;
    return rao > 0n && rao < EXISTENTIAL_DEPOSIT_RAO;
  }

  getStateRoot(): Promise<Uint8Array> {
    return unsupported();
  }

  setStateRoot(): Promise<void> {
    return unsupported();
  }

  hasStateRoot(): Promise<boolean> {
    return unsupported();
  }

  shallowCopy(): StateManagerInterface {
    throw new Error('The chain has one state; it is not copied.');
  }
}

function unsupported(): never {
  throw new Error('State roots belong to the block header, not to the EVM.');
}
