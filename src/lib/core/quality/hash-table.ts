// A growing map from 64-bit hashes to whole numbers in typed arrays: a row costs 12 bytes, not a string and a Map entry.

const NONE = -1;
const MAX_LOAD = 0.6;

/** Open addressing with linear steps. Keys are two 32-bit halves; values are 0 or more. */
export class HashTable {
  private slots: number;
  private count = 0;
  private low: Uint32Array;
  private high: Uint32Array;
  private values: Int32Array;

  constructor(expected = 1024) {
    this.slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected / MAX_LOAD)));
    this.low = new Uint32Array(this.slots);
    this.high = new Uint32Array(this.slots);
    this.values = new Int32Array(this.slots).fill(NONE);
  }

  get size(): number {
    return this.count;
  }

  /** The value of a key, or -1. */
  get(low: number, high: number): number {
    return this.values[this.slotOf(low, high)]!;
  }

  set(low: number, high: number, value: number): void {
    const slot = this.slotOf(low, high);
    if (this.values[slot] === NONE && ++this.count > this.slots * MAX_LOAD) {
      this.grow();
      this.put(this.slotOf(low, high), low, high, value);
    } else this.put(slot, low, high, value);
  }

  private put(slot: number, low: number, high: number, value: number): void {
    this.low[slot] = low;
    this.high[slot] = high;
    this.values[slot] = value;
  }

  private slotOf(low: number, high: number): number {
    const mask = this.slots - 1;
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask;
    while (this.values[slot] !== NONE && !(this.low[slot] === low >>> 0 && this.high[slot] === high >>> 0))
      slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { low, high, values } = this;
    this.slots *= 2;
    this.low = new Uint32Array(this.slots);
    this.high = new Uint32Array(this.slots);
    this.values = new Int32Array(this.slots).fill(NONE);
    for (let slot = 0; slot < values.length; slot++)
      if (values[slot] !== NONE) this.put(this.slotOf(low[slot]!, high[slot]!), low[slot]!, high[slot]!, values[slot]!);
  }
}
