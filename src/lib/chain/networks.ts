// The reviewed list of networks Assay knows: where the market contract stands on each, and what is only simulated.
import { LOCAL_MARKET_ADDRESS } from '../core/accounts/local-market-address.ts';

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
