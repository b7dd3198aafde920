// A chain that does not answer for a while, as an overloaded node does: what was asked is done, the answers come late.
import type { Chain } from '../chain/chain.ts';

const stalls = new WeakMap<Chain, Stall>();

export class Stall {
  private until: Promise<void> | undefined;

  /** Holds back everything sent from now on. */
  begin(ms: number): void {
    const ended = new Promise<void>((resolve) => setTimeout(resolve, ms)).then(() => {
      if (this.until === ended) this.until = undefined;
    });
    this.until = ended;
  }

  /** Wraps a connection's `send`: while the chain stalls, messages wait in their order. */
  around(send: (message: string) => void): (message: string) => void {
    const waiting: string[] = [];
    const flush = async (): Promise<void> => {
      while (this.until) await this.until;
      for (const message of waiting.splice(0)) send(message);
    };
    return (message) => {
      if (!this.until && waiting.length === 0) return send(message);
      if (waiting.push(message) === 1) void flush();
    };
  }
}

/** The stall that all connections of a chain share. */
export function stallOf(chain: Chain): Stall {
  const stall = stalls.get(chain) ?? new Stall();
  stalls.set(chain, stall);
  return stall;
}
