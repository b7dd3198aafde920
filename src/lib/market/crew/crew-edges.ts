// What the crew works with: the market's edges, and accounts of the local chain whose keys are public.
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { ScoreDraftStore } from '../../ports/score-draft-store.ts';
import type { WeightCommitStore } from '../../ports/weight-commit-store.ts';
import type { MarketEdges, Scorer } from '../../ports/market-edges.ts';

export interface CrewEdges extends MarketEdges {
  scorer: Scorer;
  vault: KeyVault;
  drafts: ScoreDraftStore;
  commits: WeightCommitStore;
  /** A development account by its name. */
  member(name: string): SigningAccount;
  newBlocks(count: number): Promise<void>;
  randomBytes(length: number): Uint8Array;
}
