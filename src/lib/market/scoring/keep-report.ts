// Reports of a request that wait for their commit, kept on this machine over reloads.
import type { MarketChain } from '../../ports/market-chain.ts';
import { withReport, type ScoreDraftPlace } from '../../core/report/score-draft.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { ScoreDraftStore } from '../../ports/score-draft-store.ts';

/** Where an account's draft stands. @param challengeId null for the scores of the request. */
export function draftPlace(
  chain: MarketChain,
  account: { publicKey: `0x${string}` },
  { requestId, challengeId = null }: { requestId: number; challengeId?: number | null }
): ScoreDraftPlace {
  const { genesisHash, marketAddress } = chain.identity();
  return { genesisHash, marketAddress, requestId, challengeId, hotkey: account.publicKey };
}

/** Takes the place of an earlier report on the same submission; what was committed stays as it was. */
export function keepReport(place: ScoreDraftPlace, report: ScoreReport, drafts: ScoreDraftStore): Promise<void> {
  return drafts.update(place, (kept) => withReport(kept, report));
}
