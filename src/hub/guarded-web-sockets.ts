// WebSockets that outlive their clients, and that pages of strangers do not get: the stock listener leaves `ws` without an error
// handler, so that one malformed frame ends the whole process, closes with a code that `ws` refuses, asks nobody who they are,
// and waits for ever for a first byte.
import { webSockets } from '@libp2p/websockets';
import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { AddressCounts, type AddressLimits } from '#lib/core/access/address-counts.ts';
import type { BrowserAccess } from '#lib/core/access/browser-access.ts';

type TransportFactory = ReturnType<typeof webSockets>;
type Listener = ReturnType<ReturnType<TransportFactory>['createListener']>;

/** The listener's parts that see a socket before libp2p does. */
interface WsListener extends Listener {
  readonly server: Server;
  onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  onWsServerConnection(socket: WebSocket, request: IncomingMessage): void;
}

/** RFC 6455, section 7.4: codes below 3000 other than 1000 are not for applications to send. */
const NORMAL_CLOSURE = 1000;
/** A client that wants something says so at once. */
const FIRST_WORD_MS = 10_000;

export function guardedWebSockets(access: BrowserAccess, limits: AddressLimits): TransportFactory {
  const create = webSockets();
  return (components) => {
    const transport = create(components);
    const createListener = transport.createListener.bind(transport);
    transport.createListener = (options) => {
      const listener = createListener(options) as WsListener;
      limitSockets(listener.server, new AddressCounts(limits));
      const upgrade = listener.onUpgrade.bind(listener);
      listener.onUpgrade = (request, socket, head) => {
        if (access.mayAsk(request.headers)) return upgrade(request, socket, head);
        socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      };
      const accept = listener.onWsServerConnection.bind(listener);
      listener.onWsServerConnection = (socket, request) => {
        guard(socket);
        accept(socket, request);
      };
      return listener;
    };
    return transport;
  };
}

function limitSockets(server: Server, counts: AddressCounts): void {
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    socket.on('error', () => socket.destroy());
    if (!counts.admit(address)) return void socket.destroy();
    const impatience = setTimeout(() => socket.bytesWritten === 0 && socket.destroy(), FIRST_WORD_MS);
    socket.once('close', () => {
      clearTimeout(impatience);
      counts.release(address);
    });
  });
}

function guard(socket: WebSocket): void {
  socket.on('error', () => socket.terminate());
  const close = socket.close.bind(socket);
  socket.close = (code, reason) =>
    code === undefined || code === NORMAL_CLOSURE ? close(code, reason) : socket.terminate();
}
