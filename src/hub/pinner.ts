// Takes DAGs over within the node's limits; the one way content comes onto this node.
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { PinRefused, type HubLimits } from './hub-limits.ts';
import type { PinLedger } from './pin-ledger.ts';
import { pullDag, type DagSize } from './pull-dag.ts';

export interface PinnerParts {
  local: Blockstore;
  ledger: PinLedger;
  limits: HubLimits;
  fetchBlock: (cid: CID, signal: AbortSignal) => Promise<Uint8Array>;
}

export class Pinner {
  private readonly parts: PinnerParts;
  private readonly receivedByPeer = new Map<string, number>();
  private received: number;
  private atWork = 0;

  constructor(parts: PinnerParts) {
    this.parts = parts;
    this.received = parts.ledger.totalBytes();
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
    const { local, ledger, limits, fetchBlock } = this.parts;
    if (this.atWork >= limits.maxConcurrentPins)
      throw new PinRefused('busy', 'This node takes over as much as it can at once. Try again in a minute.');
    this.atWork++;
    try {
      const onReceived = (bytes: number) => this.account(by, bytes);
      const size = await pullDag(cid, {
        local,
        fetchBlock,
        signal,
        onBlock,
        onReceived,
        maxBytes: limits.maxDagBytes,
        maxBlocks: limits.maxDagBlocks
      });
      await ledger.add(String(cid), size, by);
      return size;
    } finally {
      this.atWork--;
    }
  }

  private account(by: string, bytes: number): void {
    const { limits } = this.parts;
    const ofPeer = (this.receivedByPeer.get(by) ?? 0) + bytes;
    this.receivedByPeer.set(by, ofPeer);
    this.received += bytes;
    if (by !== 'local' && ofPeer > limits.maxBytesPerPeer)
      throw new PinRefused(
        'peer-quota',
        `You have sent more than the ${limits.maxBytesPerPeer} bytes this node takes from one peer.`
      );
    if (this.received > limits.maxTotalBytes) throw new PinRefused('full', 'This node is full.');
  }
}
