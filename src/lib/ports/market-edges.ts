// The edges a verb works on, handed in by the page or the command.
import type { MarketChain } from './market-chain.ts';
import type { SigningAccount } from './signing-account.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Cancelled, Result } from '../core/mechanism/result.ts';
import type { Backend } from '../core/model/backend.ts';
import type { MeasureTask } from '../core/mechanism/measure-task.ts';
import type { Mechanisms } from '../core/mechanism/mechanisms.ts';
import type { ContentStore } from './content-store.ts';
import type { KeyVault } from './key-vault.ts';
import type { ScoreDraftStore } from './score-draft-store.ts';

/** Measures submissions by the mechanism of their request; in a worker in the page, in-process for the command. */
export interface Scorer {
  /**
   * @param options.reuse takes the result of the very same run where this browser has finished it before.
   * @throws AppError as `Mechanism.measure`, and where the machine cannot.
   */
  measure(
    task: MeasureTask,
    options: LongCallOptions & { backend: Backend | 'auto'; reuse?: boolean }
  ): Promise<Result | Cancelled>;
}

export interface MarketEdges {
  chain: MarketChain;
  content: ContentStore;
  /** What this program can measure. */
  mechanisms: Mechanisms;
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
