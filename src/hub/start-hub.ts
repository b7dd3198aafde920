// The always-on IPFS node anyone can run: holds what others publish and serves it over bitswap and HTTP.
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { MemoryBlockstore } from 'blockstore-core';
import { FsBlockstore } from 'blockstore-fs';
import { MemoryDatastore } from 'datastore-core';
import { FsDatastore } from 'datastore-fs';
import type { Datastore } from 'interface-datastore';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { urlHost } from '#lib/core/access/host-names.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { NodeInfo } from '#lib/store/node-info.ts';
import { isDiskFull } from '#lib/core/error/disk-full.ts';
import { parseCid } from '#lib/store/parse-cid.ts';
import { PIN_PROTOCOL } from '#lib/store/pin-protocol.ts';
import { collect } from '#lib/store/collect.ts';
import { CheckedBlockstore } from './checked-blockstore.ts';
import { createGateway } from './gateway.ts';
import { HalfMade } from './half-made.ts';
import { BlockHealer } from './heal-blocks.ts';
import { HUB_LIMITS, type HubLimits } from './hub-limits.ts';
import { startHubNode, type HubNode } from './hub-node.ts';
import { PinLedger, type Pin } from './pin-ledger.ts';
import { servePinStream, type PinOutcome } from './pin-service.ts';
import { Pinner, type PinnerParts } from './pinner.ts';
import { requireFreePort } from './require-free-port.ts';
import type { DagSize } from './pull-dag.ts';

const VERSION = 'assay/0.1.0';
/** Of the pins at work, how many `pinNamed` takes: peers' own requests keep room. */
const NAMED_AT_ONCE = 4;

export interface HubOptions {
  /** Folder for blocks, pins and the node's key; without it everything is forgotten at the end. */
  dataDir?: string;
  /** Port of the WebSocket; 0 takes a free one. */
  wsPort: number;
  /** Port of the HTTP gateway; 0 takes a free one. */
  httpPort: number;
  /** Address to listen on. Default 127.0.0.1: this machine only. */
  host?: string;
  /** Which web pages may ask it for anything; default: none. Programs that are no browsers may. */
  access?: BrowserAccess;
  /** Stops the node. */
  signal?: AbortSignal;
  limits?: Partial<HubLimits>;
  /** Hears what the node takes over and what it refuses. */
  onEvent?: (event: HubEvent) => void;
}

export type HubEvent =
  | ({ kind: 'pin' } & PinOutcome)
  /** A block on the disk was not what its CID says, and was deleted; or it came anew from a peer. */
  | { kind: 'spoilt' | 'healed'; cid: string }
  /** The record of a pin cannot be read. It was moved; the DAG is looked through again. */
  | { kind: 'damaged-pin'; cid: string; movedTo: string };

export interface HubStats {
  /** Everything taken over, whole or not; what the total limit counts. */
  keptBytes: number;
  pins: number;
  pinnedBytes: number;
  connections: number;
}

/** What became of a CID the node was asked to hold. */
export type NamedPin = { cid: string; held: true; size: DagSize } | { cid: string; held: false; reason: string };

export interface Hub {
  peerId: string;
  /** Whether the first block of a DAG is here. */
  holds(cid: string): Promise<boolean>;
  /** Ends in /p2p/<peerId>. */
  wsMultiaddr: string;
  gatewayUrl: string;
  /** Holds a DAG: what is not here is asked of the connected peers. Throws AppError `hub/pin-failed`. */
  pin(cid: string, options?: { signal?: AbortSignal }): Promise<DagSize>;
  /** The same for many, e.g. what the market names; one that fails does not stop the others. */
  pinNamed(cids: string[], options?: { signal?: AbortSignal }): Promise<NamedPin[]>;
  pins(): Pin[];
  stats(): HubStats;
  stop(): Promise<void>;
}

/** Starts a node. Throws AppError `hub/port-in-use` (`details.port`), `hub/start-failed`, `hub/peer-damaged`. */
export async function startHub({
  dataDir,
  wsPort,
  httpPort,
  host = '127.0.0.1',
  access = new BrowserAccess(),
  signal,
  limits,
  onEvent
}: HubOptions): Promise<Hub> {
  await requireFreePort(host, wsPort, 'WebSocket');
  await requireFreePort(host, httpPort, 'HTTP gateway');
  const stores = await openStores(dataDir);
  const node = await startNode(stores, { dataDir, host, port: wsPort, access });
  const ledger = await PinLedger.open(dataDir === undefined ? null : join(dataDir, 'pins'));
  const fetchBlock: PinnerParts['fetchBlock'] = (cid, limit) => collect(node.blockstore.get(cid, { signal: limit }));
  const halfMade = await HalfMade.open(dataDir === undefined ? null : join(dataDir, 'half-made'));
  const pinner = new Pinner({
    local: stores.blockstore,
    ledger,
    halfMade,
    limits: { ...HUB_LIMITS, ...limits },
    fetchBlock,
    now: Date.now
  });
  const stopping = new AbortController();
  const healer = new BlockHealer({
    fetchBlock,
    put: (cid, bytes) => stores.blockstore.put(cid, bytes),
    signal: stopping.signal,
    onHealed: (cid) => onEvent?.({ kind: 'healed', cid: String(cid) })
  });
  stores.blockstore.onSpoilt((cid) => {
    onEvent?.({ kind: 'spoilt', cid: String(cid) });
    healer.report(cid);
  });
  node.libp2p.addEventListener('peer:identify', () => healer.tryAll());
  for (const record of ledger.damaged) {
    onEvent?.({ kind: 'damaged-pin', ...record });
    void Promise.resolve(record.cid)
      .then(parseCid)
      .then((cid) => pinner.recount(cid, stopping.signal))
      .catch(() => undefined);
  }

  await node.libp2p.handle(
    PIN_PROTOCOL,
    (stream, connection) =>
      servePinStream(stream, String(connection.remotePeer), pinner, (outcome) =>
        onEvent?.({ kind: 'pin', ...outcome })
      ),
    { maxInboundStreams: 64 }
  );
  const info = (): NodeInfo => ({
    peerId: String(node.libp2p.peerId),
    multiaddrs: node.libp2p.getMultiaddrs().map(String),
    gateway: gatewayUrl,
    version: VERSION
  });
  const gateway = createGateway({ local: stores.blockstore, info, access });
  const gatewayUrl = await listen(gateway, host, httpPort).catch(async (cause: unknown) => {
    await node.stop();
    await stores.close();
    throw new AppError('hub/start-failed', `The HTTP gateway could not start on ${host}:${httpPort}.`, {
      details: { host, port: httpPort },
      cause
    });
  });

  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= stopAll(stopping, gateway, node, stores));
  signal?.addEventListener('abort', () => void stop(), { once: true });

  const pin = async (cid: string, options: { signal?: AbortSignal } = {}): Promise<DagSize> => {
    const limit = options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal;
    try {
      return await pinner.pin(parseCid(cid), 'local', { signal: limit });
    } catch (cause) {
      options.signal?.throwIfAborted();
      if (cause instanceof AppError) throw cause;
      throw new AppError(
        'hub/pin-failed',
        `The node does not hold ${cid}: ${cause instanceof Error ? cause.message : 'it failed'}`,
        { details: { cid }, cause }
      );
    }
  };
  return {
    peerId: String(node.libp2p.peerId),
    wsMultiaddr: String(node.libp2p.getMultiaddrs()[0]),
    gatewayUrl,
    holds: async (cid) => stores.blockstore.has(parseCid(cid)),
    pin,
    pinNamed: (cids, options) => pinAll(cids, pin, options),
    pins: () => ledger.all(),
    stats: () => ({
      keptBytes: pinner.keptBytes,
      pins: ledger.all().length,
      pinnedBytes: ledger.totalBytes(),
      connections: node.libp2p.getConnections().length
    }),
    stop
  };
}

async function pinAll(cids: string[], pin: Hub['pin'], options?: { signal?: AbortSignal }): Promise<NamedPin[]> {
  const results: NamedPin[] = [];
  for (let at = 0; at < cids.length; at += NAMED_AT_ONCE) {
    results.push(...(await Promise.all(cids.slice(at, at + NAMED_AT_ONCE).map((cid) => pinOne(cid, pin, options)))));
  }
  return results;
}

async function pinOne(cid: string, pin: Hub['pin'], options: { signal?: AbortSignal } = {}): Promise<NamedPin> {
  try {
    return { cid, held: true, size: await pin(cid, options) };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { cid, held: false, reason: AppError.from(error).short };
  }
}

interface Stores {
  blockstore: CheckedBlockstore;
  datastore: Datastore;
  close(): Promise<void>;
}

async function openStores(dataDir: string | undefined): Promise<Stores> {
  if (dataDir === undefined) {
    const blockstore = new CheckedBlockstore(new MemoryBlockstore());
    return { blockstore, datastore: new MemoryDatastore(), close: async () => undefined };
  }
  await mkdir(peerFolder(dataDir), { recursive: true, mode: 0o700 });
  const disk = new FsBlockstore(join(dataDir, 'blocks'));
  const datastore = new FsDatastore(peerFolder(dataDir));
  await Promise.all([disk.open(), datastore.open()]);
  return {
    blockstore: new CheckedBlockstore(disk),
    datastore,
    close: async () => {
      await Promise.all([disk.close(), datastore.close()]);
    }
  };
}

const peerFolder = (dataDir: string): string => join(dataDir, 'peer');

async function startNode(
  stores: Stores,
  options: { dataDir: string | undefined; host: string; port: number; access: BrowserAccess }
): Promise<HubNode> {
  const { dataDir, host, port, access } = options;
  const peer = dataDir === undefined ? null : peerFolder(dataDir);
  const hadKey = peer !== null && (await readdir(peer)).length > 0;
  try {
    const node = await startHubNode({ ...stores, host, port, access });
    if (peer !== null) await hideSecrets(peer);
    return node;
  } catch (cause) {
    await stores.close();
    if (isDiskFull(cause)) throw AppError.from(cause);
    if (hadKey)
      throw new AppError('hub/peer-damaged', `The IPFS node could not start with the key in ${peer}.`, {
        hints: [
          `If the key is damaged, put it back from a copy, or move ${peer} away: the node then makes a new key and has another peer id. What it holds stays.`
        ],
        details: { folder: peer, host, port },
        cause
      });
    throw new AppError('hub/start-failed', 'The IPFS node could not start.', { details: { host, port }, cause });
  }
}

/** The key of the node is its own user's alone. */
async function hideSecrets(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${urlHost(host)}:${taken}`);
    });
  });
}

async function stopAll(stopping: AbortController, gateway: Server, node: HubNode, stores: Stores): Promise<void> {
  stopping.abort(new AppError('hub/stopped', 'The node is stopping.'));
  const closed = new Promise<void>((resolve) => gateway.close(() => resolve()));
  gateway.closeAllConnections();
  await closed;
  await node.stop();
  await stores.close();
}
