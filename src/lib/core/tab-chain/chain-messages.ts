// What a page and the worker of the tab's chain say to each other. JSON-RPC travels as text, as over a socket.

export type ToChainWorker =
  /** First message. `client` names the page; a Web Lock of {@link clientLock} tells how long it lives. */
  | { type: 'hello'; client: string }
  | { type: 'rpc'; message: string }
  /** Forgets the chain and begins a new one. */
  | { type: 'reset' };

export type FromChainWorker =
  /** The chain answers from now on. After `down` its subscriptions are gone and must be made again. */
  | { type: 'up' }
  /** Another worker takes the chain over. */
  | { type: 'down' }
  /** A new chain has begun: what the page knows is of the old one. */
  | { type: 'reset' }
  | { type: 'failed'; error: { code: string; short: string; hints: string[] } }
  | { type: 'rpc'; message: string };

/** Name of the chain's Web Lock, of its channel between workers, and of its database. */
export const TAB_CHAIN = 'assay-tab-chain';

/** The lock a page holds for as long as it lives. */
export const clientLock = (client: string): string => `${TAB_CHAIN}/client/${client}`;
