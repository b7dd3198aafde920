// When something that failed is tried again: later each time, and never before something that has failed less often.

const FIRST_MS = 10_000;
const MOST_MS = 10 * 60_000;

export class RetryTimes {
  private readonly waits = new Map<string, { times: number; nextMs: number }>();

  /** It failed now. */
  failed(key: string, nowMs: number): void {
    const times = (this.waits.get(key)?.times ?? 0) + 1;
    this.waits.set(key, { times, nextMs: nowMs + Math.min(MOST_MS, FIRST_MS * 2 ** (times - 1)) });
  }

  succeeded(key: string): void {
    this.waits.delete(key);
  }

  /** Those that are due, the least often failed first; otherwise in their order. */
  inTurn<T>(items: readonly T[], keyOf: (item: T) => string, nowMs: number): T[] {
    const timesOf = (item: T) => this.waits.get(keyOf(item))?.times ?? 0;
    return items
      .filter((item) => (this.waits.get(keyOf(item))?.nextMs ?? 0) <= nowMs)
      .toSorted((a, b) => timesOf(a) - timesOf(b));
  }

  /** When the first of them is due; null where none has failed. */
  nextMs(keys: Iterable<string>): number | null {
    const times = [...keys].flatMap((key) => this.waits.get(key)?.nextMs ?? []);
    return times.length === 0 ? null : Math.min(...times);
  }
}
