// The newest blocks while they can still be retracted: what they hold, and who waits to hear that they are final.
import type { Extrinsic } from '../runtime/extrinsic.ts';
import type { BlockRecord } from './block-record.ts';
import type { StatusListener } from './transaction-pool.ts';

export interface UnfinalBlock {
  record: BlockRecord;
  transactions: { extrinsic: Extrinsic; listeners: StatusListener[] }[];
}

export class UnfinalBlocks {
  /** Oldest first. */
  private readonly blocks: UnfinalBlock[] = [];

  add(block: UnfinalBlock): void {
    this.blocks.push(block);
  }

  get all(): readonly UnfinalBlock[] {
    return this.blocks;
  }

  oldest(): UnfinalBlock | undefined {
    return this.blocks[0];
  }

  takeOldest(): void {
    this.blocks.shift();
  }

  /** Takes away the newest `depth` blocks. @returns them, oldest first. */
  retract(depth: number): UnfinalBlock[] {
    return this.blocks.splice(this.blocks.length - depth, depth);
  }

  unwatch(listener: StatusListener): void {
    for (const { transactions } of this.blocks)
      for (const { listeners } of transactions) {
        const at = listeners.indexOf(listener);
        if (at >= 0) listeners.splice(at, 1);
      }
  }
}
