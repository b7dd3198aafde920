// Serves JSON-RPC over WebSocket, to programs and to the pages that were let in.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { AddressCounts, addressGroup, type AddressLimits } from '#lib/core/access/address-counts.ts';
import type { BrowserAccess } from '#lib/core/access/browser-access.ts';
import type { RpcMethods } from '../rpc/rpc-session.ts';
import { listenError } from './listen-error.ts';
import { serveSocket } from './rpc-socket.ts';

const MAX_MESSAGE_BYTES = 15 * 1024 * 1024;
/** A browser opens up to 255 to one host. */
export const SOCKET_LIMITS: AddressLimits = { perAddress: 256, total: 1024 };
/** From the first byte to the end of the headers. */
const HEADERS_MS = 10_000;

export interface RpcServer {
  port: number;
  close(): Promise<void>;
}

/** @param port 0 picks a free one. @throws AppError `devnet/port-in-use`, `devnet/cannot-listen`. */
export async function serveRpc(
  methods: RpcMethods,
  host: string,
  port: number,
  access: BrowserAccess,
  limits: AddressLimits = SOCKET_LIMITS
): Promise<RpcServer> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, clientTracking: true });
  const counts = new AddressCounts(limits);
  /** Those that have asked nothing yet, the longest first: they make room for others. */
  const silent = new Map<WebSocket, string>();
  const server = createServer(
    { headersTimeout: HEADERS_MS, connectionsCheckingInterval: HEADERS_MS / 2 },
    (request, response) => {
      const isAllowed = access.mayAsk(request.headers);
      response.writeHead(isAllowed ? 426 : 403, { 'content-type': 'text/plain', connection: 'close' });
      response.end(isAllowed ? 'This is a WebSocket.\n' : NOT_ALLOWED);
    }
  );
  // The time for headers begins with their first byte.
  server.on('connection', (socket) => {
    const impatience = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), HEADERS_MS);
    socket.once('close', () => clearTimeout(impatience));
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (!access.mayAsk(request.headers)) return refuse(stream, '403 Forbidden', NOT_ALLOWED);
    const address = request.socket.remoteAddress;
    if (!counts.admit(address)) {
      // Of the same address, where that has too many: others pay nothing for it.
      const mayGo = (group: string) => !counts.isFullFor(address) || group === addressGroup(address);
      const longest = [...silent].find(([, group]) => mayGo(group))?.[0];
      if (!longest) return refuse(stream, '503 Service Unavailable', 'Too many connections.\n');
      silent.delete(longest);
      longest.terminate();
      return void longest.once('close', () =>
        counts.admit(address) ? upgrade(request, stream, head) : stream.destroy()
      );
    }
    upgrade(request, stream, head);
  });
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.once('close', () => counts.release(request.socket.remoteAddress));
    sockets.handleUpgrade(request, stream, head, (socket) => {
      silent.set(socket, addressGroup(request.socket.remoteAddress));
      socket.once('message', () => silent.delete(socket));
      socket.once('close', () => silent.delete(socket));
      serveSocket(socket, methods);
    });
  };
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, host, port);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
  };
}

const NOT_ALLOWED =
  'This page may not use the chain of this machine. Whoever runs it can let it in: npm start -- --allow-origin ORIGIN\n';

function refuse(stream: Duplex, status: string, text: string): void {
  stream.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`
  );
}
