// The edges a verb works on, handed in by the page or the command.
import type { MarketChain } from './market-chain.ts';
import type { SigningAccount } from './signing-account.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Verdict } from '../core/report/score-report.ts';
import type { Backend } from '../core/model/backend.ts';
import type { ScoreInput } from '../core/mechanism/measure-task.ts';
import type { ContentStore } from './content-store.ts';
import type { KeyVault } from './key-vault.ts';
import type { ScoreDraftStore } from './score-draft-store.ts';

/** Trains and measures; in a worker in the page, in-process for the command. */
export interface Scorer {
  /** @param options.reuse takes the verdict of the very same run where this browser has finished it before. */
  score(
    input: ScoreInput,
    options: LongCallOptions & { backend: Backend | 'auto'; reuse?: boolean }
  ): Promise<Verdict | { cancelled: true }>;
}

export interface MarketEdges {
  chain: MarketChain;
  content: ContentStore;
}

/** What an account acts with; a verb asks for the part it needs. */
export interface ActorEdges extends MarketEdges {
  account: SigningAccount;
  vault: KeyVault;
  drafts: ScoreDraftStore;
  randomBytes: (length: number) => Uint8Array;
}

/** The outcome of a verb that the user can break off, in the wallet or by cancelling. */
export type Stopped = { status: 'rejected' } | { status: 'cancelled' };
