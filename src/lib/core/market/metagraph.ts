// A subnet's neurons as the chain shows them, and the sealing keys that its validators published.
import type { Hex } from '../encoding/hex.ts';

export interface Neuron {
  uid: number;
  /** SS58 and public key of the hotkey, then of the coldkey. */
  hotkey: string;
  publicKey: Hex;
  coldkey: string;
  coldkeyPublicKey: Hex;
  validatorPermit: boolean;
  active: boolean;
  stakeRao: bigint;
  /** u16 fixed point of the chain: 65535 = 1. */
  consensus: number;
  incentive: number;
  dividends: number;
  validatorTrust: number;
  emissionRao: bigint;
  lastUpdateBlock: number;
  /** Weights row as the chain stores it: [uid, u16]. */
  weights: [uid: number, weight: number][];
}

export interface Metagraph {
  netuid: number;
  block: number;
  tempo: number;
  blocksSinceEpoch: number;
  neurons: Neuron[];
}

/** A validator's key for sealing, as the chain has it. */
export interface PublishedKey {
  /** X25519 public key, 32 bytes. */
  publicKey: Uint8Array;
  /** First block at which nothing is sealed to it any more; null: it does not expire. */
  expiresBlock: number | null;
  publishedBlock: number;
}

export interface SealingKey extends PublishedKey {
  uid: number;
  hotkey: string;
}
