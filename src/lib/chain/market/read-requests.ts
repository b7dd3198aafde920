// Requests as the market contract holds them: `getRequest` (contracts/interfaces/MarketTypes.sol).
import { type MarketRequest, REQUEST_STAGES } from '../../core/market/market-state.ts';
import { blockOrNull, plainAddress, textOrNull, wordOrNull } from './contract-values.ts';
import type { MarketView } from './market-view.ts';
import { fromContractTerms } from './request-terms.ts';

/** @throws AppError `market/unknown-request`. */
export async function readRequest(view: MarketView, id: number): Promise<MarketRequest> {
  const raw = await view('getRequest', [BigInt(id)]);
  return {
    id,
    requester: plainAddress(raw.requester),
    stage: REQUEST_STAGES[raw.stage]!,
    terms: fromContractTerms(raw.terms),
    openedBlock: Number(raw.openedBlock),
    bountyRao: raw.bountyRao,
    escrowRao: raw.escrowRao,
    benchmarkCommitment: raw.benchmarkCommitment,
    specCid: raw.specCid,
    licenceCid: textOrNull(raw.licenceCid),
    snapshotBlock: blockOrNull(raw.snapshotBlock),
    seedBlock: blockOrNull(raw.seedBlock),
    seed: wordOrNull(raw.seed),
    drawnBlock: blockOrNull(raw.drawnBlock),
    settledBlock: blockOrNull(raw.settledBlock),
    revealedCount: raw.revealedCount,
    revealClosedBlock: blockOrNull(raw.revealClosedBlock),
    scoreCommitClosedBlock: blockOrNull(raw.scoreCommitClosedBlock),
    scoreRevealClosedBlock: blockOrNull(raw.scoreRevealClosedBlock),
    holdsDeposit: raw.holdsDeposit,
    openChallenges: raw.openChallenges,
    minersRao: raw.minersRao,
    validatorsRao: raw.validatorsRao,
    unearnedRao: raw.unearnedRao
  };
}
