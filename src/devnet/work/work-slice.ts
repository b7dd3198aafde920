// Long work in slices: between two of them the process serves everybody else. Work that answers a question has a deadline,
// and ends when nobody waits for its answer any more. A block's transactions have none: what they cost is gas.

/** How long work may hold the process at a stretch. */
const SLICE_MS = 12;

/** Why work for a question was given up. */
export class WorkGivenUp extends Error {
  override readonly name = 'WorkGivenUp';
}

export interface WorkLimits {
  /** Milliseconds from the first step on. */
  mostMs: number;
  /** Whether nobody waits for the answer any more. */
  isUnwanted?: () => boolean;
}

export class WorkSlice {
  private readonly limits: WorkLimits | undefined;
  private readonly startedMs = performance.now();
  private sliceMs = this.startedMs;

  /** @param limits absent: the work goes on to its end. */
  constructor(limits?: WorkLimits) {
    this.limits = limits;
  }

  /** Called between steps. @returns a promise to wait for where others are due. @throws WorkGivenUp */
  step(): Promise<void> | undefined {
    const now = performance.now();
    if (now - this.sliceMs < SLICE_MS) return undefined;
    if (this.limits?.isUnwanted?.()) throw new WorkGivenUp('Nobody waits for the answer any more.');
    if (this.limits && now - this.startedMs > this.limits.mostMs)
      throw new WorkGivenUp(`It took more than ${this.limits.mostMs} ms.`);
    return nextTurn().then(() => void (this.sliceMs = performance.now()));
  }
}

/** Resolves after everything that waited for the process had its turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
