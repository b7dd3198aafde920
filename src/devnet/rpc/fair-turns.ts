// A few pieces of work at a time, one for each connection, and the connections take turns: who asks for much waits for itself,
// not everybody for it.

type Work = (lane: number) => Promise<void>;

export class FairTurns<Owner extends object> {
  /** In the order of the next turns. */
  private readonly waiting = new Map<Owner, Work[]>();
  private readonly atWork = new Set<Owner>();
  private readonly freeLanes: number[];

  /** @param lanes pieces of work at once */
  constructor(lanes: number) {
    this.freeLanes = Array.from({ length: lanes }, (_, lane) => lane);
  }

  /** Does `work` when it is `owner`'s turn. It has its lane, from 0 on, for itself. */
  take<T>(owner: Owner, work: (lane: number) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start: Work = (lane) => work(lane).then(resolve, reject);
      this.waiting.set(owner, [...(this.waiting.get(owner) ?? []), start]);
      this.startNext();
    });
  }

  private startNext(): void {
    for (const [owner, [first, ...others]] of [...this.waiting]) {
      if (this.freeLanes.length === 0) return;
      if (this.atWork.has(owner)) continue;
      this.waiting.delete(owner);
      if (others.length > 0) this.waiting.set(owner, others);
      const lane = this.freeLanes.shift()!;
      this.atWork.add(owner);
      void first!(lane).finally(() => {
        this.atWork.delete(owner);
        this.freeLanes.push(lane);
        this.startNext();
      });
    }
  }
}
