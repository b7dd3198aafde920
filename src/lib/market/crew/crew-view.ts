// What the demonstration crew sees of the chain, and what it can do: the state its next step follows from.
import type { Neuron } from '../../core/market/metagraph.ts';
import type { Challenge, Elector, MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';

export interface CrewRequest {
  request: MarketRequest;
  submissions: MarketSubmission[];
  electors: Elector[];
  challenges: Challenge[];
  /** Posted by the crew, not by a person. */
  isOwn: boolean;
  /** Whether the key of its benchmark is public. */
  isRevealed: boolean;
  /** By a validator's name: the submissions whose signed report it keeps here. */
  measured: Readonly<Record<string, readonly number[]>>;
  /** Purchases that wait for a key. */
  unreleased: readonly { submissionIndex: number; purchaseId: number }[];
}

export interface CrewNeuron {
  /** Name of its development account. */
  name: string;
  neuron: Neuron;
}

export interface CrewValidator extends CrewNeuron {
  /** Bond that no request holds. */
  freeBondRao: bigint;
}

export interface CrewView {
  block: number;
  requests: CrewRequest[];
  /** The crew's neurons, in the order they work. */
  validators: CrewValidator[];
  miners: CrewNeuron[];
  /** Names of the validators that benchmarks can be sealed to. */
  ready: readonly string[];
  /** Names of crew members the contract owes something. */
  owed: readonly string[];
}

export interface CrewOrder {
  /** The crew posts one request after this block. */
  sinceBlock: number;
  /** How many of the miners answer. */
  miners: number;
}

/** Anybody of the crew may do what names nobody. */
export type CrewStep =
  | { kind: 'publish-key'; name: string }
  | { kind: 'deposit-bond'; name: string; rao: string }
  | { kind: 'open' }
  | { kind: 'submit'; name: string; requestId: number }
  | { kind: 'reveal-submission'; name: string; requestId: number; submissionIndex: number }
  | { kind: 'snapshot'; requestId: number }
  | { kind: 'draw'; requestId: number }
  /** Measures and signs; the report stays here until the commit. */
  | { kind: 'score'; name: string; requestId: number; submissionIndex: number }
  | { kind: 'commit-scores'; name: string; requestId: number }
  | { kind: 'reveal-scores'; name: string; requestId: number }
  | { kind: 'draw-jury'; requestId: number; challengeId: number }
  /** Jury duty: measures and commits a verdict. */
  | { kind: 'judge'; name: string; requestId: number; challengeId: number }
  | { kind: 'reveal-verdict'; name: string; requestId: number; challengeId: number }
  | { kind: 'resolve'; requestId: number; challengeId: number }
  | { kind: 'set-weights'; name: string }
  | { kind: 'settle'; requestId: number }
  | { kind: 'open-package'; name: string; requestId: number; submissionIndex: number }
  | { kind: 'deliver-key'; name: string; requestId: number; submissionIndex: number }
  | { kind: 'release-key'; name: string; requestId: number; submissionIndex: number; purchaseId: number }
  | { kind: 'reveal-benchmark'; requestId: number }
  | { kind: 'claim'; name: string }
  /** Makes blocks at once: nothing is left to do but wait, and nothing waits for a person. */
  | { kind: 'pass-time'; untilBlock: number };
