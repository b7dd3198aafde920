// The peer-to-peer half of a store: dials the always-on node, serves it our blocks, asks it to pin. Loaded when first needed.
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight, type HeliaWithLibp2p } from '@helia/libp2p';
import { identify } from '@libp2p/identify';
import { ping } from '@libp2p/ping';
import { lpStream } from '@libp2p/utils';
import { webSockets } from '@libp2p/websockets';
import { multiaddr } from '@multiformats/multiaddr';
import { MemoryDatastore } from 'datastore-core';
import { createHeliaLight } from 'helia';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { AppError } from '../core/error/app-error.ts';
import { BlockAbsentError } from './block-source.ts';
import { BITSWAP_SETTINGS, peerSettings } from './peer-settings.ts';
import { encodePinMessage, MAX_PIN_MESSAGE_BYTES, parsePinReply, PIN_PROTOCOL, type PinReply } from './pin-protocol.ts';
import { collect } from './collect.ts';

type ServiceMap = Record<string, unknown>;

export interface Peer {
  /** Asks the node to take over a DAG and hears its progress; ends with its answer. */
  pin(cid: CID, options: { signal: AbortSignal; onReply: (reply: PinReply) => void }): Promise<PinReply>;
  /** A block over bitswap; not verified here. A node that is there and silent until the signal has none: BlockAbsentError. */
  getBlock(cid: CID, signal: AbortSignal): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/**
 * Starts a peer that knows one node. Its identity lives as long as it does: two tabs on one IndexedDB are two peers that
 * share blocks, which are never deleted, and nothing else.
 */
export async function startPeer(blockstore: Blockstore, nodeMultiaddrs: string[]): Promise<Peer> {
  const addresses = nodeMultiaddrs.map((address) => multiaddr(address));
  const helia = withBitswap(
    withLibp2pLight<ReturnType<typeof createHeliaLight>, ServiceMap>(
      createHeliaLight({ blockstore, datastore: new MemoryDatastore() }),
      {
        ...peerSettings(),
        addresses: { listen: [] },
        transports: [webSockets()],
        // The default refuses ws:// and private addresses, where a node at home lives.
        connectionGater: { denyDialMultiaddr: () => false },
        services: { identify: identify(), ping: ping() }
      }
    ),
    BITSWAP_SETTINGS
  );
  await helia.start();
  return {
    pin: (cid, options) => requestPin(helia, addresses, cid, options),
    async getBlock(cid, signal) {
      await dial(helia, addresses, signal);
      try {
        return await collect(helia.blockstore.get(cid, { signal }));
      } catch (error) {
        throw signal.aborted ? new BlockAbsentError('did not have it in time') : error;
      }
    },
    async stop() {
      await helia.stop();
    }
  };
}

type Addresses = ReturnType<typeof multiaddr>[];

async function dial(helia: HeliaWithLibp2p<ServiceMap>, addresses: Addresses, signal: AbortSignal): Promise<void> {
  try {
    await helia.libp2p.dial(addresses, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new AppError('store/node-unreachable', 'The IPFS node cannot be dialled.', {
      hints: ['Check that it is running and that its WebSocket port is open.'],
      details: { multiaddrs: addresses.map(String) },
      cause
    });
  }
}

async function requestPin(
  helia: HeliaWithLibp2p<ServiceMap>,
  addresses: Addresses,
  cid: CID,
  { signal, onReply }: { signal: AbortSignal; onReply: (reply: PinReply) => void }
): Promise<PinReply> {
  await dial(helia, addresses, signal);
  const stream = await helia.libp2p.dialProtocol(addresses, PIN_PROTOCOL, { signal });
  const messages = lpStream(stream, { maxDataLength: MAX_PIN_MESSAGE_BYTES });
  try {
    await messages.write(encodePinMessage({ cid: cid.toString() }), { signal });
    for (;;) {
      const reply = parsePinReply((await messages.read({ signal })).subarray());
      if (reply === null) throw new Error('The node answered something that is no reply.');
      onReply(reply);
      if (reply.type !== 'progress') return reply;
    }
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error('The request was broken off.'));
    throw error;
  } finally {
    stream.close().catch(() => undefined);
  }
}
