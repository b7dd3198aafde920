// Clients of the local chain that a fault needs: ones that ask, ones that only sit there, ones that do not read.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';

export interface Answer {
  result?: unknown;
  error?: { code: number; message: string; data?: string };
}

const ANSWER_MS = 60_000;

/** Asks on a socket of its own. Throws where no answer comes in time, or the other end goes away. */
export async function ask(url: string, method: string, params: unknown[] = []): Promise<Answer> {
  const socket = new WebSocket(url);
  const answer = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => answer.reject(new Error(`${method}: no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
  socket.on('open', () => socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })));
  socket.on('message', (data) => answer.resolve(JSON.parse((data as Buffer).toString()) as Answer));
  socket.on('error', answer.reject);
  socket.on('close', () => answer.reject(new Error(`${method}: the connection was closed`)));
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    socket.terminate();
  }
}

/** The status that a WebSocket handshake from a page ends with; 101 where it is let in. */
export async function handshakeStatus(url: string, origin: string): Promise<number> {
  const socket = new WebSocket(url, { headers: { origin } });
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode!));
  });
}

/** Sockets that say nothing at all. */
export async function idleSockets(port: number, count: number): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
      return socket;
    })
  );
}

/** A WebSocket that asks many times and reads nothing. */
export async function deafClient(url: string, request: object, times: number): Promise<WebSocket> {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.pause();
  const message = JSON.stringify(request);
  for (let i = 0; i < times; i++) socket.send(message);
  return socket;
}
