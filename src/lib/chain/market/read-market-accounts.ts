// What the market contract holds of an account, who its treasury is, and what its deployment fixed.
import { blockOrNull, plainAddress, wordOrNull } from './contract-values.ts';
import type { Bond, MarketParameters, Treasury } from '../../core/market/market-state.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import type { MarketView } from './market-view.ts';

/** @param account EVM address of its owner. */
export async function readBond(view: MarketView, account: Hex): Promise<Bond> {
  const { activeRao, lockedRao, leavingRao, leavesBlock } = await view('bondOf', [account]);
  // The contract keeps the block of a withdrawal that is over.
  return { activeRao, lockedRao, leavingRao, leavesBlock: leavingRao === 0n ? null : blockOrNull(leavesBlock) };
}

export async function readTreasury(view: MarketView): Promise<Treasury> {
  const [holder, proposed, fromBlock] = await view('treasury', []);
  const successor = wordOrNull(plainAddress(proposed));
  return {
    holder: plainAddress(holder),
    proposed: successor,
    fromBlock: successor === null ? null : blockOrNull(fromBlock)
  };
}

export async function readMarketParameters(view: MarketView): Promise<MarketParameters> {
  const [netuid, rootWeightPpm, minWindowBlocks, annex, jury] = await Promise.all([
    view('netuid', []),
    view('rootWeightPpm', []),
    view('minWindowBlocks', []),
    view('annex', []),
    view('jury', [])
  ]);
  return { netuid, rootWeightPpm, minWindowBlocks, annex: plainAddress(annex), jury: plainAddress(jury) };
}
