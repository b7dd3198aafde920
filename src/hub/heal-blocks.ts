// Gets spoilt blocks anew from the peers that are connected: at once, and again whenever another one comes.
import type { CID } from 'multiformats/cid';
import { isBlockOf } from '#lib/store/verify-block.ts';

/** More than a disk spoils while it is of any use. */
const MOST_WAITING = 1000;
/** A want that is lost is not sent again: asking anew is. */
const TRIES_MS = [2_000, 5_000, 15_000];

export interface BlockHealerParts {
  fetchBlock: (cid: CID, signal: AbortSignal) => Promise<Uint8Array>;
  put: (cid: CID, bytes: Uint8Array) => Promise<unknown>;
  signal: AbortSignal;
  onHealed: (cid: CID) => void;
}

export class BlockHealer {
  private readonly parts: BlockHealerParts;
  private readonly missing = new Map<string, CID>();
  private isRunning = false;
  /** Somebody came while it ran. */
  private isDue = false;

  constructor(parts: BlockHealerParts) {
    this.parts = parts;
  }

  /** A block was found spoilt, and is no longer here. */
  report(cid: CID): void {
    if (this.missing.size < MOST_WAITING) this.missing.set(String(cid), cid);
    this.tryAll();
  }

  /** Somebody came who may have what is missing. */
  tryAll(): void {
    this.isDue = this.missing.size > 0;
    if (!this.isRunning) void this.run();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.isDue && !this.parts.signal.aborted) {
      this.isDue = false;
      for (const [text, cid] of [...this.missing]) if (await this.tryOne(cid)) this.missing.delete(text);
    }
    this.isRunning = false;
  }

  private async tryOne(cid: CID): Promise<boolean> {
    for (const limitMs of TRIES_MS) {
      if (this.parts.signal.aborted) return false;
      if (!(await this.heal(cid, limitMs))) continue;
      this.parts.onHealed(cid);
      return true;
    }
    return false;
  }

  /** Whether somebody had it in time. */
  private async heal(cid: CID, limitMs: number): Promise<boolean> {
    const { signal, fetchBlock, put } = this.parts;
    try {
      const bytes = await fetchBlock(cid, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
      if (!(await isBlockOf(cid, bytes))) return false;
      await put(cid, bytes);
      return true;
    } catch {
      return false;
    }
  }
}
