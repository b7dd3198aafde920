// A connection without a network: JSON-RPC text in and out of the chain in the same process, for a provider to wrap.
import type { Chain } from '../chain/chain.ts';
import { rpcMethods } from './rpc-methods.ts';
import { RpcSession } from './rpc-session.ts';

export interface InProcessConnection {
  /** Sends a JSON-RPC message; answers and notifications arrive at the listener. */
  send(message: string): void;
  onMessage(listener: (message: string) => void): void;
  close(): void;
}

export function connectInProcess(chain: Chain): InProcessConnection {
  let deliver: (message: string) => void = () => {};
  const session = new RpcSession(rpcMethods(chain, 'open'), (message) => deliver(message));
  return {
    send: (message) => void session.receive(message),
    onMessage: (listener) => void (deliver = listener),
    close: () => session.close()
  };
}
