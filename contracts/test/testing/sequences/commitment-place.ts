// What every commitment of a sequence is bound to.
import type { Hex } from 'viem';
import { ZERO_WORD } from '../market-actors.ts';
import { CHAIN_ID, type MarketWorld } from '../market-world.ts';

export const commitmentPlace = (world: MarketWorld, requestId: bigint, hotkey: Hex | undefined) => ({
  chainId: CHAIN_ID,
  market: world.market,
  requestId,
  hotkey: hotkey ?? ZERO_WORD
});
