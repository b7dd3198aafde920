// Serves JSON-RPC over WebSocket.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { RpcMethods } from '../rpc/rpc-session.ts';
import { RpcSession } from '../rpc/rpc-session.ts';
import { listenError } from './listen-error.ts';

const MAX_MESSAGE_BYTES = 15 * 1024 * 1024;

export interface RpcServer {
  port: number;
  close(): Promise<void>;
}

/** @param port 0 picks a free one. @throws AppError `devnet/port-in-use`, `devnet/cannot-listen`. */
export async function serveRpc(methods: RpcMethods, host: string, port: number): Promise<RpcServer> {
  const server = new WebSocketServer({ host, port, maxPayload: MAX_MESSAGE_BYTES });
  server.on('connection', (socket) => {
    const session = new RpcSession(methods, (message) => {
      if (socket.readyState === socket.OPEN) socket.send(message);
    });
    socket.on('message', (data) => void session.receive(data.toString()));
    socket.on('close', () => session.close());
    socket.on('error', () => socket.terminate());
  });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, host, port);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
