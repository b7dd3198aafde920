// WebSockets that outlive their clients: the stock listener leaves `ws` without an error handler, so that one malformed frame
// ends the whole process, and closes with a code that `ws` refuses.
import { webSockets } from '@libp2p/websockets';
import type { WebSocket } from 'ws';

type TransportFactory = ReturnType<typeof webSockets>;
type Listener = ReturnType<ReturnType<TransportFactory>['createListener']>;

/** The listener's one method that sees a socket before libp2p does. */
interface WsListener extends Listener {
  onWsServerConnection(socket: WebSocket, request: unknown): void;
}

/** RFC 6455, section 7.4: codes below 3000 other than 1000 are not for applications to send. */
const NORMAL_CLOSURE = 1000;

export function guardedWebSockets(): TransportFactory {
  const create = webSockets();
  return (components) => {
    const transport = create(components);
    const createListener = transport.createListener.bind(transport);
    transport.createListener = (options) => {
      const listener = createListener(options) as WsListener;
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

function guard(socket: WebSocket): void {
  socket.on('error', () => socket.terminate());
  const close = socket.close.bind(socket);
  socket.close = (code, reason) =>
    code === undefined || code === NORMAL_CLOSURE ? close(code, reason) : socket.terminate();
}
