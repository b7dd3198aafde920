// Changes on top of a state that can be rolled back layer by layer: extrinsics, batches and EVM frames nest in it.
import type { KeyValue, ReadableState, StateChanges } from './key-value.ts';

interface Undo {
  key: string;
  /** The earlier change, or undefined when there was none. */
  previous: Uint8Array | null | undefined;
}

export class Overlay implements KeyValue {
  private readonly base: ReadableState;
  private readonly changed = new Map<string, Uint8Array | null>();
  private readonly undoLog: Undo[] = [];
  private readonly layers: number[] = [];

  constructor(base: ReadableState) {
    this.base = base;
  }

  get changes(): StateChanges {
    return this.changed;
  }

  get(key: string): Uint8Array | undefined {
    const change = this.changed.get(key);
    return change === undefined ? this.base.get(key) : (change ?? undefined);
  }

  set(key: string, value: Uint8Array): void {
    this.record(key, value);
  }

  delete(key: string): void {
    if (this.get(key) !== undefined) this.record(key, null);
  }

  *keysWithPrefix(prefix: string): Iterable<string> {
    for (const key of this.base.keysWithPrefix(prefix)) if (!this.changed.has(key)) yield key;
    for (const [key, value] of [...this.changed]) if (value !== null && key.startsWith(prefix)) yield key;
  }

  /** Opens a layer that {@link commit} keeps or {@link rollback} undoes. */
  begin(): void {
    this.layers.push(this.undoLog.length);
  }

  commit(): void {
    if (this.layers.pop() === undefined) throw new Error('There is no open layer.');
    if (this.layers.length === 0) this.undoLog.length = 0;
  }

  rollback(): void {
    const mark = this.layers.pop();
    if (mark === undefined) throw new Error('There is no open layer.');
    while (this.undoLog.length > mark) {
      const { key, previous } = this.undoLog.pop()!;
      if (previous === undefined) this.changed.delete(key);
      else this.changed.set(key, previous);
    }
  }

  private record(key: string, value: Uint8Array | null): void {
    if (this.layers.length > 0) this.undoLog.push({ key, previous: this.changed.get(key) });
    this.changed.set(key, value);
  }
}
