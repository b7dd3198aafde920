// The line to the always-on node: opened when first needed, and again after the node comes back.
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { BlockSource } from './block-source.ts';
import type { PublishReceipt } from '../ports/content-store.ts';
import { fetchNodeInfo, type NodeInfo } from './node-info.ts';
import type { Peer } from './peer.ts';
import type { PinReply } from './pin-protocol.ts';
import { STORE_LIMITS } from './store-limits.ts';

interface OpenLine {
  info: NodeInfo;
  peer: Peer;
}

export class NodeConnection {
  private readonly gatewayUrl: string;
  private readonly blockstore: Blockstore;
  private line: Promise<OpenLine> | null = null;

  constructor(gatewayUrl: string, blockstore: Blockstore) {
    this.gatewayUrl = gatewayUrl;
    this.blockstore = blockstore;
  }

  /** Blocks over bitswap, the last resort after the gateways. */
  get source(): BlockSource {
    return {
      name: 'bitswap',
      get: async (cid, signal) => {
        const { peer } = await this.open(signal);
        return peer.getBlock(cid, signal);
      }
    };
  }

  /** Returns when the node holds every block of the DAG. Throws AppError `store/publish-failed`, or the signal's reason. */
  async publish(cid: CID, { signal, onProgress }: LongCallOptions): Promise<PublishReceipt> {
    const stall = new AbortController();
    const limit = signal ? AbortSignal.any([signal, stall.signal]) : stall.signal;
    let timer = setTimeout(() => stall.abort(), STORE_LIMITS.pinStallMs);
    const onReply = (reply: PinReply) => {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), STORE_LIMITS.pinStallMs);
      if (reply.type !== 'refused')
        onProgress?.({ stage: 'publish', done: reply.bytes, total: 0, values: { blocks: reply.blocks } });
    };
    try {
      const { info, peer } = await this.open(limit);
      const answer = await peer.pin(cid, { signal: limit, onReply });
      if (answer.type === 'pinned')
        return { cid: String(cid), blocks: answer.blocks, bytes: answer.bytes, heldBy: info.peerId };
      throw publishFailed(cid, answer.type === 'refused' ? answer : null);
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof AppError && error.code === 'store/publish-failed'
        ? error
        : publishFailed(cid, null, error);
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    const line = await this.line?.catch(() => null);
    this.line = null;
    await line?.peer.stop();
  }

  /** One line for all callers; a node that was down, or came back as another, is asked again. */
  private async open(signal: AbortSignal): Promise<OpenLine> {
    const info = await fetchNodeInfo(this.gatewayUrl, signal);
    const line = await this.line?.catch(() => null);
    if (line && sameNode(line.info, info)) return line;
    await line?.peer.stop();
    this.line = this.start(info);
    this.line.catch(() => (this.line = null));
    return this.line;
  }

  private async start(info: NodeInfo): Promise<OpenLine> {
    const { startPeer } = await import('./peer.ts');
    return { info, peer: await startPeer(this.blockstore, info.multiaddrs) };
  }
}

function sameNode(left: NodeInfo, right: NodeInfo): boolean {
  return left.peerId === right.peerId && left.multiaddrs.join() === right.multiaddrs.join();
}

function publishFailed(cid: CID, refusal: { code: string; message: string } | null, cause?: unknown): AppError {
  const reason =
    refusal?.message ?? (cause instanceof AppError ? cause.short : 'The node broke off before it held everything.');
  const hints = refusal
    ? ['Make the content smaller, or publish it to another node.']
    : [
        'Check that the IPFS node is running, then try again: it continues where it stopped, blocks it has are not sent twice.'
      ];
  return new AppError('store/publish-failed', `Not published: ${reason}`, {
    hints,
    details: { cid: String(cid), refusal },
    cause
  });
}
