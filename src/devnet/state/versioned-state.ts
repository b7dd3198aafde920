// The chain's state with its recent past: every key keeps its versions for a window of blocks, so that queries at an
// older block hash answer as a node does, and older ones are refused.
import type { ReadableState, StateChanges } from './key-value.ts';

interface Version {
  block: number;
  value: Uint8Array | null;
}

/** How much of the past is kept: `blocks`, or fewer once the past takes more than `bytes`, but never under `fewest`. */
export interface StateWindow {
  blocks: number;
  bytes: number;
  fewest: number;
}

/** An hour at a block a second; a busy chain keeps as much as a pruned node. */
export const STATE_WINDOW: StateWindow = { blocks: 4096, bytes: 256 * 2 ** 20, fewest: 256 };

/** What a kept version takes beside its value, about. */
const VERSION_BYTES = 96;
const sizeOf = ({ value }: Version): number => VERSION_BYTES + (value?.length ?? 0);

/** Hex characters of a pallet's and an item's hash: every storage item's keys share them. */
const ITEM_PREFIX = 64;

export class VersionedState implements ReadableState {
  private readonly current = new Map<string, Uint8Array>();
  private readonly byItem = new Map<string, Set<string>>();
  private readonly versions = new Map<string, Version[]>();
  private readonly changedAt = new Map<number, string[]>();
  private readonly window: StateWindow;
  /** What the past takes, about. */
  private pastBytes = 0;
  /** The block the current values belong to. */
  block: number;
  /** The oldest block whose state is kept. */
  oldestBlock: number;

  constructor(block: number, entries: Iterable<readonly [string, Uint8Array]>, window: Partial<StateWindow> = {}) {
    this.block = block;
    this.oldestBlock = block;
    this.window = { ...STATE_WINDOW, ...window };
    for (const [key, value] of entries) this.put(key, value);
  }

  get(key: string): Uint8Array | undefined {
    return this.current.get(key);
  }

  *keysWithPrefix(prefix: string): Iterable<string> {
    const items = prefix.length >= ITEM_PREFIX ? [this.byItem.get(prefix.slice(0, ITEM_PREFIX))] : this.byItem.values();
    for (const keys of items) for (const key of keys ?? []) if (key.startsWith(prefix)) yield key;
  }

  entries(): IterableIterator<[string, Uint8Array]> {
    return this.current.entries();
  }

  /** Takes over the changes of the next block. */
  apply(block: number, changes: StateChanges): void {
    const keys: string[] = [];
    for (const [key, value] of changes) {
      const version = { block, value };
      const versions = this.versions.get(key);
      this.pastBytes += sizeOf(version);
      if (versions) versions.push(version);
      else {
        const first = { block: this.oldestBlock, value: this.current.get(key) ?? null };
        this.pastBytes += sizeOf(first);
        this.versions.set(key, [first, version]);
      }
      keys.push(key);
      if (value === null) this.remove(key);
      else this.put(key, value);
    }
    this.changedAt.set(block, keys);
    this.block = block;
    while (this.isTooMuch()) this.forgetOldest();
  }

  /** Undoes the blocks after `block`, which must still be kept. */
  revert(block: number): void {
    for (; this.block > block; this.block--) {
      for (const key of this.changedAt.get(this.block) ?? []) {
        const versions = this.versions.get(key)!;
        this.pastBytes -= sizeOf(versions.pop()!);
        const { value } = versions.at(-1)!;
        if (versions.length === 1) this.forgetPast(key, versions[0]!);
        if (value === null) this.remove(key);
        else this.put(key, value);
      }
      this.changedAt.delete(this.block);
    }
  }

  /** Everything that stood after `block`, which must still be kept. */
  *entriesAt(block: number): IterableIterator<[string, Uint8Array]> {
    if (block === this.block) return yield* this.current;
    for (const key of this.keysAt('', block)) yield [key, this.valueAt(key, block)!];
  }

  /** The state as it was after `block`, or undefined when it is no longer (or not yet) kept. */
  at(block: number): ReadableState | undefined {
    return block === this.block ? this : this.fixedAt(block);
  }

  /** The same, and stays so while later blocks come. */
  fixedAt(block: number): ReadableState | undefined {
    if (block < this.oldestBlock || block > this.block) return undefined;
    return {
      get: (key) => this.valueAt(key, block),
      keysWithPrefix: (prefix) => this.keysAt(prefix, block)
    };
  }

  private valueAt(key: string, block: number): Uint8Array | undefined {
    const versions = this.versions.get(key);
    if (!versions) return this.current.get(key);
    for (let i = versions.length - 1; i >= 0; i--) {
      const version = versions[i]!;
      if (version.block <= block) return version.value ?? undefined;
    }
    return undefined;
  }

  private *keysAt(prefix: string, block: number): Iterable<string> {
    const seen = new Set(this.keysWithPrefix(prefix));
    for (const key of this.versions.keys()) if (key.startsWith(prefix)) seen.add(key);
    for (const key of seen) if (this.valueAt(key, block) !== undefined) yield key;
  }

  private forgetOldest(): void {
    const forgotten = this.oldestBlock++;
    this.changedAt.delete(forgotten);
    for (const key of this.changedAt.get(this.oldestBlock) ?? []) {
      const versions = this.versions.get(key)!;
      while (versions.length > 1 && versions[1]!.block <= this.oldestBlock) this.pastBytes -= sizeOf(versions.shift()!);
      if (versions.length === 1) this.forgetPast(key, versions[0]!);
    }
  }

  private isTooMuch(): boolean {
    const kept = this.block - this.oldestBlock;
    const { blocks, bytes, fewest } = this.window;
    return kept > blocks || (kept > fewest && this.pastBytes > bytes);
  }

  /** A key that has not changed in the window needs no versions. */
  private forgetPast(key: string, last: Version): void {
    this.pastBytes -= sizeOf(last);
    this.versions.delete(key);
  }

  private put(key: string, value: Uint8Array): void {
    this.current.set(key, value);
    const item = key.slice(0, ITEM_PREFIX);
    const keys = this.byItem.get(item);
    if (keys) keys.add(key);
    else this.byItem.set(item, new Set([key]));
  }

  private remove(key: string): void {
    this.current.delete(key);
    this.byItem.get(key.slice(0, ITEM_PREFIX))?.delete(key);
  }
}
