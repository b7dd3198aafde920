// The libp2p and bitswap half of an always-on node: composed by hand, since Helia's defaults join public networks.
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight, type HeliaWithLibp2p } from '@helia/libp2p';
import { circuitRelayServer } from '@libp2p/circuit-relay-v2';
import { identify, identifyPush } from '@libp2p/identify';
import { keychain } from '@libp2p/keychain';
import { ping } from '@libp2p/ping';
import { createHeliaLight } from 'helia';
import type { Blockstore } from 'interface-blockstore';
import type { Datastore } from 'interface-datastore';
import * as dagCbor from '@ipld/dag-cbor';
import type { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { BITSWAP_SETTINGS, peerSettings } from '#lib/store/peer-settings.ts';
import { guardedWebSockets } from './guarded-web-sockets.ts';

/** Reservations for tabs that want to be reachable through this node; the default of 15 is too few for a class of students. */
const MAX_RESERVATIONS = 500;
const MAX_CONNECTIONS = 1000;
/** Of one address: a class of students behind one router. */
const MAX_PER_ADDRESS = 256;
/** Connections a second from one address; the default of 5 turns away people behind one router, or tabs on one machine. */
const MAX_NEW_PER_SECOND = 100;

export type HubNode = HeliaWithLibp2p<Record<string, unknown>>;

/** A started node listening for WebSockets at `host`:`port`; its identity lives in `datastore`. */
export async function startHubNode({
  blockstore,
  datastore,
  host,
  port,
  access
}: {
  blockstore: Blockstore;
  datastore: Datastore;
  host: string;
  port: number;
  access: BrowserAccess;
}): Promise<HubNode> {
  const node = withBitswap(
    withLibp2pLight<ReturnType<typeof createHeliaLight>, Record<string, unknown>>(
      createHeliaLight({ blockstore, datastore, codecs: [dagCbor] }),
      {
        ...peerSettings(),
        addresses: { listen: [`/${host.includes(':') ? 'ip6' : 'ip4'}/${host}/tcp/${port}/ws`] },
        transports: [guardedWebSockets(access, { perAddress: MAX_PER_ADDRESS, total: MAX_CONNECTIONS })],
        connectionManager: {
          maxConnections: MAX_CONNECTIONS,
          inboundConnectionThreshold: MAX_NEW_PER_SECOND,
          maxIncomingPendingConnections: MAX_NEW_PER_SECOND
        },
        services: {
          identify: identify(),
          identifyPush: identifyPush(),
          ping: ping(),
          keychain: keychain(),
          relay: circuitRelayServer({ reservations: { maxReservations: MAX_RESERVATIONS } })
        }
      }
    ),
    BITSWAP_SETTINGS
  );
  await node.start();
  return node;
}
