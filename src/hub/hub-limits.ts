// What an always-on node takes over from strangers, in bytes it really received. Each stands with its reason.

export interface HubLimits {
  /** One DAG: the largest dataset file (64 MiB) and its package, with room for checkpoints. */
  maxDagBytes: number;
  /** Blocks of one DAG: stops trees of empty nodes without end. */
  maxDagBlocks: number;
  /** Everything one peer asked for, finished or not, while the node runs. */
  maxBytesPerPeer: number;
  /** Everything taken over from peers, finished or not; it counts over restarts. */
  maxTotalBytes: number;
  /** How long blocks of a DAG that did not arrive whole wait for the rest of it. */
  halfMadeMs: number;
  /** Pins at work at once, for all peers. */
  maxConcurrentPins: number;
}

const GIB = 1024 ** 3;

export const HUB_LIMITS: Readonly<HubLimits> = Object.freeze({
  maxDagBytes: GIB / 2,
  maxDagBlocks: 100_000,
  maxBytesPerPeer: 2 * GIB,
  maxTotalBytes: 50 * GIB,
  halfMadeMs: 60 * 60 * 1000,
  maxConcurrentPins: 16
});

/** Why the node does not take something over; the code goes to the peer. */
export class PinRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
