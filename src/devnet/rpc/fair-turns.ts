// One piece of work at a time, and the connections take turns: who asks for much waits for itself, not everybody for it.

interface Waiting {
  start: () => Promise<void>;
}

export class FairTurns<Owner extends object> {
  /** In the order of the next turns. */
  private readonly waiting = new Map<Owner, Waiting[]>();
  private isBusy = false;

  /** Does `work` when it is `owner`'s turn. */
  take<T>(owner: Owner, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = () => work().then(resolve, reject);
      this.waiting.set(owner, [...(this.waiting.get(owner) ?? []), { start }]);
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.next(); next; next = this.next()) await next.start();
    this.isBusy = false;
  }

  private next(): Waiting | undefined {
    for (const [owner, [first, ...others]] of this.waiting) {
      this.waiting.delete(owner);
      if (others.length > 0) this.waiting.set(owner, others);
      return first;
    }
    return undefined;
  }
}
