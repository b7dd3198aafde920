// The validators seated for a request, by seat: `getElectors` (contracts/interfaces/MarketTypes.sol).
import { blockOrNull, hasSeat, textOrNull, wordOrNull } from './contract-values.ts';
import type { Elector } from '../../core/market/market-state.ts';
import type { MarketView } from './market-view.ts';

export async function readElectors(view: MarketView, requestId: number): Promise<Elector[]> {
  const [{ struckSeats }, raw] = await Promise.all([
    view('getRequest', [BigInt(requestId)]),
    view('getElectors', [BigInt(requestId)])
  ]);
  return raw.map((elector, seat) => ({
    seat,
    hotkey: elector.hotkey,
    coldkey: elector.coldkey,
    stakeRao: elector.stakeRao,
    commitment: wordOrNull(elector.commitment),
    committedBlock: blockOrNull(elector.committedBlock),
    revealedBlock: blockOrNull(elector.revealedBlock),
    reportsCid: textOrNull(elector.reportsCid),
    isStruck: hasSeat(struckSeats, seat),
    points: elector.points,
    lockedRao: elector.lockedRao
  }));
}
