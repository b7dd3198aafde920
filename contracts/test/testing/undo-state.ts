// EVM state in one flat map: reverts undo what changed since, and any moment of it can be kept and come back to.
import { SimpleStateManager } from '@ethereumjs/statemanager';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, bytesToUnprefixedHex, type Account, type Address } from '@ethereumjs/util';

type Undo = () => void;

export class UndoState extends SimpleStateManager {
  private values = new Map<string, unknown>();
  private readonly log: Undo[] = [];
  private readonly marks: number[] = [];
  private reads: Map<string, unknown> | undefined;

  /** A copy of this moment; the result brings it back, as often as wanted. Not inside a call. */
  remember(): () => void {
    const moment = new Map(this.values);
    return () => {
      this.values = new Map(moment);
      this.log.length = 0;
    };
  }

  /** A place in the log of changes, for `rollback`. */
  moment(): number {
    return this.log.length;
  }

  /** Takes back everything since `moment`. */
  rollback(moment: number): void {
    while (this.log.length > moment) this.log.pop()!();
  }

  /** From here on notes what is read of any storage; ended by the result, which tells whether all of it still stands. */
  watchReads(): () => () => boolean {
    const reads = (this.reads = new Map<string, unknown>());
    return () => {
      this.reads = undefined;
      return () => {
        for (const [key, value] of reads) if (this.values.get(key) !== value) return false;
        return true;
      };
    };
  }

  /** A slot of a contract, without an EVM; 0 where nothing is. @param key 64 hex digits. */
  slotOf(address: string, key: string): bigint {
    const value = this.values.get(`s${address}${key}`) as Uint8Array | undefined;
    return value?.length ? BigInt(bytesToHex(value)) : 0n;
  }

  override async getAccount(address: Address): Promise<Account | undefined> {
    const account = this.values.get(`a${address.toString()}`) as Account | undefined;
    return account && copy(account);
  }

  override async putAccount(address: Address, account: Account | undefined): Promise<void> {
    this.set(`a${address.toString()}`, account && copy(account));
  }

  override async deleteAccount(address: Address): Promise<void> {
    this.set(`a${address.toString()}`, undefined);
  }

  override async getCode(address: Address): Promise<Uint8Array> {
    return (this.values.get(`c${address.toString()}`) as Uint8Array | undefined) ?? new Uint8Array(0);
  }

  override async putCode(address: Address, value: Uint8Array): Promise<void> {
    this.set(`c${address.toString()}`, value);
    await this.modifyAccountFields(address, { codeHash: keccak_256(value) });
  }

  override async getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    const place = slot(address, key);
    const value = this.values.get(place);
    this.reads?.set(place, value);
    return (value as Uint8Array | undefined) ?? new Uint8Array(0);
  }

  override async putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    this.set(slot(address, key), value);
  }

  override async clearStorage(): Promise<void> {}

  override async checkpoint(): Promise<void> {
    this.marks.push(this.log.length);
  }

  override async commit(): Promise<void> {
    this.marks.pop();
  }

  override async revert(): Promise<void> {
    this.rollback(this.marks.pop()!);
  }

  private set(key: string, value: unknown): void {
    const before = this.values.get(key);
    this.log.push(() => void this.values.set(key, before));
    this.values.set(key, value);
  }
}

const copy = (account: Account): Account => Object.assign(Object.create(Object.getPrototypeOf(account)), account);
const slot = (address: Address, key: Uint8Array): string => `s${address.toString()}${bytesToUnprefixedHex(key)}`;
