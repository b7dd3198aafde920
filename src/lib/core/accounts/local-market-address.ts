// Where a local chain's genesis puts the market contract.
export const LOCAL_MARKET_ADDRESS = '0x00000000000000000000000000000000000a55a1' as const;
