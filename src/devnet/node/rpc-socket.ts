// One client's WebSocket: a session behind it, and as much work and memory as a client may hold. Who asks for much is read
// from more slowly; who does not read what it asked for is let go.
import type { WebSocket } from 'ws';
import { RpcSession, type RpcMethods } from '../rpc/rpc-session.ts';

/** Messages of one client that are answered at once; what comes beyond waits in its socket. */
const MOST_AT_WORK = 64;
/** Messages of one client that are taken on before others have their turn. */
const MOST_AT_A_STRETCH = 8;
/** Bytes not read yet, from which on nothing more is taken from it. */
const ENOUGH_WAITING_BYTES = 1024 * 1024;
/** Bytes not read yet, from which on it is let go; the largest answer fits several times. */
const TOO_MANY_WAITING_BYTES = 64 * 1024 * 1024;
/** How long it may read nothing while there is something to read. */
const UNREAD_MS = 60_000;
const LOOK_MS = 500;

export function serveSocket(socket: WebSocket, methods: RpcMethods): void {
  /** Arrived in one piece with others: `ws` hands them all out, paused or not. */
  const waiting: string[] = [];
  let atWork = 0;
  /** Messages taken on since others had their turn: most are answered without a pause. */
  let taken = 0;
  let turn: ReturnType<typeof setImmediate> | undefined;
  let look: ReturnType<typeof setInterval> | undefined;
  let unreadBytes = 0;
  let lastReadMs = 0;

  /** Takes on what the client may ask now, and reads on from it, or does not. */
  const regulate = () => {
    if (socket.readyState !== socket.OPEN) return clearInterval(look);
    const left = socket.bufferedAmount;
    if (left === 0 || left < unreadBytes) lastReadMs = performance.now();
    unreadBytes = left;
    if (left > TOO_MANY_WAITING_BYTES || (left > 0 && performance.now() - lastReadMs > UNREAD_MS))
      return socket.terminate();
    if (left === 0) {
      clearInterval(look);
      look = undefined;
    } else look ??= setInterval(regulate, LOOK_MS);
    while (!isBusy() && waiting.length > 0 && taken < MOST_AT_A_STRETCH) answer(waiting.shift()!);
    if (taken > 0) turn ??= setImmediate(endTurn);
    if (isBusy() && !socket.isPaused) socket.pause();
    if (!isBusy() && socket.isPaused) socket.resume();
  };
  /** Everybody else had theirs. */
  const endTurn = () => {
    turn = undefined;
    taken = 0;
    regulate();
  };
  const isBusy = () => atWork >= MOST_AT_WORK || socket.bufferedAmount > ENOUGH_WAITING_BYTES;
  const answer = (message: string) => {
    atWork++;
    taken++;
    void session.receive(message).finally(() => {
      atWork--;
      regulate();
    });
  };
  const session = new RpcSession(methods, (message) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount === 0) lastReadMs = performance.now();
    socket.send(message, regulate);
    look ??= setInterval(regulate, LOOK_MS);
  });
  socket.on('message', (data) => {
    waiting.push(data.toString());
    regulate();
  });
  socket.on('close', () => {
    clearInterval(look);
    clearImmediate(turn);
    waiting.length = 0;
    session.close();
  });
  socket.on('error', () => socket.terminate());
}
