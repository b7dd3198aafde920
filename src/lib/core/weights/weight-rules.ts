// What a chain asks of a validator who wants to set weights, as one snapshot read at one block. Nothing is assumed.
import type { DrandNetwork } from '../timelock/drand-network.ts';
import type { EpochSchedule } from './epoch-schedule.ts';

export interface WeightRules {
  /** The block everything was read at, its time in unix seconds, and how long blocks take here. */
  block: number;
  nowSeconds: number;
  blockSeconds: number;
  netuid: number;
  mechid: number;
  mechidCount: number;
  commitReveal: boolean;
  commitRevealVersion: number;
  revealPeriodEpochs: number;
  /** The least version key the subnet takes; 0: any. */
  versionKey: bigint;
  rateLimitBlocks: number;
  minWeights: number;
  subnetSize: number;
  stakeThresholdRao: bigint;
  schedule: EpochSchedule;
  /** Which of the mechanism's calls the chain's metadata has. */
  calls: { set: boolean; commit: boolean; reveal: boolean; timelocked: boolean };
  /** The beacon whose rounds open timelocked commits; null: the chain has none. */
  beacon: (DrandNetwork & { lastStoredRound: number }) | null;
  /** The validator's standing; null: not registered. */
  validator: {
    uid: number;
    permit: boolean;
    isOwner: boolean;
    stakeRao: bigint;
    /** Block of its last weights or commit; 0: never. */
    lastUpdateBlock: number;
    /** How far consensus follows it, u16: 65535 = 1. */
    trust: number;
    /** Its weights on chain: [uid, u16]. */
    row: [uid: number, weight: number][];
    unrevealedCommits: { hash: number; timelocked: number };
  } | null;
}

/** How the weights get on chain. */
export type WeightMethod = 'set' | 'commit-by-hash' | 'timelocked';

/** The version key this program sends: its version as one number, thousands a part, as the Python SDK counts it. */
export const WEIGHTS_VERSION_KEY = 1_000n;
/** Unrevealed commits a hotkey may have, of each kind. */
export const MAX_UNREVEALED_COMMITS = 10;
/** Since this version of commit-reveal the chain opens timelocked commits itself. */
export const TIMELOCKED_SINCE_VERSION = 3;
