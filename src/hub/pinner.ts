// Takes DAGs over within the node's limits; the one way content comes onto this node.
import type { Blockstore } from 'interface-blockstore';
import { CID } from 'multiformats/cid';
import { isDiskFull } from '#lib/core/error/disk-full.ts';
import type { HalfMade } from './half-made.ts';
import { PinRefused, type HubLimits } from './hub-limits.ts';
import type { PinLedger } from './pin-ledger.ts';
import { pullDag, type DagSize } from './pull-dag.ts';

export interface PinnerParts {
  local: Blockstore;
  ledger: PinLedger;
  halfMade: HalfMade;
  limits: HubLimits;
  fetchBlock: (cid: CID, signal: AbortSignal) => Promise<Uint8Array>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Refusals that are about the DAG itself: trying again would end the same way, so nothing of it stays. */
const FINAL = new Set(['too-large', 'too-many-blocks', 'too-costly', 'unreadable-block']);

export class Pinner {
  private readonly parts: PinnerParts;
  private readonly receivedByPeer = new Map<string, number>();
  /** When each pin at work began. */
  private readonly atWork = new Set<{ startedMs: number }>();
  private cleaning: Promise<void> = Promise.resolve();

  constructor(parts: PinnerParts) {
    this.parts = parts;
  }

  /** Everything that is kept, whole or not. */
  get keptBytes(): number {
    return this.parts.ledger.addedBytes + this.parts.halfMade.totalBytes;
  }

  /**
   * Holds the whole DAG when it returns, also after a restart. A DAG pinned before is checked again block by block.
   * @param by the peer that asked, or `local`, which has no limit of its own.
   */
  async pin(
    cid: CID,
    by: string,
    { signal, onBlock }: { signal: AbortSignal; onBlock?: (size: DagSize) => void }
  ): Promise<DagSize> {
    const { local, ledger, halfMade, limits, fetchBlock, now } = this.parts;
    if (this.atWork.size >= limits.maxConcurrentPins)
      throw new PinRefused('busy', 'This node takes over as much as it can at once. Try again in a minute.');
    await this.removeStale();
    const work = { startedMs: now() };
    this.atWork.add(work);
    const received: string[] = [];
    try {
      const { size, cids } = await pullDag(cid, {
        local,
        fetchBlock,
        signal,
        onBlock,
        onHere: (block) => halfMade.touch(block, now()),
        onReceived: async (block, bytes) => {
          await this.account(by, bytes);
          received.push(block);
          await halfMade.add(block, bytes, now());
        },
        maxBytes: limits.maxDagBytes,
        maxBlocks: limits.maxDagBlocks
      });
      const added = await halfMade.keep(cids);
      await ledger.add(String(cid), size, added, by);
      return size;
    } catch (error) {
      if (error instanceof PinRefused && FINAL.has(error.code) && this.atWork.size === 1)
        await this.clean(() => halfMade.removeUntouched(Infinity, (block) => this.remove(block), received));
      if (isDiskFull(error)) {
        await this.makeRoomOnDisk(received);
        throw new PinRefused('disk-full', "This node's disk is full.");
      }
      throw error;
    } finally {
      this.atWork.delete(work);
    }
  }

  /** Takes a DAG that is here into the ledger again, after its record was lost. Throws where it is not whole. */
  async recount(cid: CID, signal: AbortSignal): Promise<void> {
    const { local, ledger, limits } = this.parts;
    const { size } = await pullDag(cid, {
      local,
      fetchBlock: () => Promise.reject(new PinRefused('missing-block', 'It is not here.')),
      signal,
      maxBytes: limits.maxDagBytes,
      maxBlocks: limits.maxDagBlocks
    });
    await ledger.add(String(cid), size, size.bytes, 'local');
  }

  /** Removes blocks of DAGs that nobody went on with. */
  async removeStale(): Promise<void> {
    const { halfMade, limits, now } = this.parts;
    const oldest = Math.min(now(), ...[...this.atWork].map(({ startedMs }) => startedMs));
    await this.clean(() =>
      halfMade.removeUntouched(Math.min(oldest, now() - limits.halfMadeMs), (block) => this.remove(block))
    );
  }

  private async account(by: string, bytes: number): Promise<void> {
    const { limits } = this.parts;
    const ofPeer = (this.receivedByPeer.get(by) ?? 0) + bytes;
    this.receivedByPeer.set(by, ofPeer);
    if (by !== 'local' && ofPeer > limits.maxBytesPerPeer)
      throw new PinRefused(
        'peer-quota',
        `You have sent more than the ${limits.maxBytesPerPeer} bytes this node takes from one peer.`
      );
    if (this.keptBytes + bytes > limits.maxTotalBytes) await this.makeRoom();
    if (this.keptBytes + bytes > limits.maxTotalBytes) throw new PinRefused('full', 'This node is full.');
  }

  /** What was left half-made before anything that is at work now began makes room at once. */
  private async makeRoom(): Promise<void> {
    const oldest = Math.min(...[...this.atWork].map(({ startedMs }) => startedMs));
    await this.clean(() => this.parts.halfMade.removeUntouched(oldest, (block) => this.remove(block)));
  }

  /** A full disk stops everything on it, the local chain too: half-made content goes before it is gone on with. */
  private async makeRoomOnDisk(received: string[]): Promise<void> {
    const remove = (block: string) => this.remove(block);
    await this.makeRoom().catch(() => undefined);
    if (this.atWork.size > 1) return;
    await this.clean(() => this.parts.halfMade.removeUntouched(Infinity, remove, received)).catch(() => undefined);
  }

  /** One at a time. */
  private clean(work: () => Promise<void>): Promise<void> {
    this.cleaning = this.cleaning.then(work, work);
    return this.cleaning;
  }

  private async remove(block: string): Promise<void> {
    const cid = CID.parse(block);
    if (await this.parts.local.has(cid)) await this.parts.local.delete(cid);
  }
}
