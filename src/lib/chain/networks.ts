// The reviewed list of networks Assay knows: where the market contract stands on each, and what is only simulated.

export interface Network {
  id: string;
  label: string;
  /** The genesis block's hash, or null where every start makes its own chain. */
  genesisHash: string | null;
  netuid: number;
  /** Address of DatasetMarket, or null where it is not deployed. */
  marketAddress: `0x${string}` | null;
  /** Development accounts and instant blocks exist only here. */
  isLocal: boolean;
}

/** Where the local chain's genesis puts the market. */
export const LOCAL_MARKET_ADDRESS = '0x00000000000000000000000000000000000a55a1' as const;

export const NETWORKS: Network[] = [
  {
    id: 'local',
    label: 'Local chain',
    genesisHash: null,
    netuid: 1,
    marketAddress: LOCAL_MARKET_ADDRESS,
    isLocal: true
  }
];
