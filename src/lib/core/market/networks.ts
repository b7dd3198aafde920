// The reviewed list of networks Assay knows: how to reach each, which genesis it must have, where its market contract stands.
// Genesis hashes and addresses are checked against the chain before anything is signed.
import { LOCAL_MARKET_ADDRESS } from '../accounts/local-market-address.ts';

export interface Network {
  id: string;
  label: string;
  /** WebSocket addresses; the first that answers well is used, the others are kept in reserve. */
  endpoints: readonly string[];
  /** The genesis block's hash, or null where every start makes its own chain. */
  genesisHash: string | null;
  netuid: number | null;
  /** Address of the market contract, or null where it is not deployed. */
  marketAddress: `0x${string}` | null;
  /** Development accounts and instant blocks exist only here. */
  isLocal: boolean;
}

export const LOCAL_NETWORK: Network = {
  id: 'local',
  label: 'Local chain',
  endpoints: ['ws://127.0.0.1:9944'],
  genesisHash: null,
  netuid: 1,
  marketAddress: LOCAL_MARKET_ADDRESS,
  isLocal: true
};

export const NETWORKS: readonly Network[] = [
  {
    id: 'finney',
    label: 'Bittensor (finney)',
    endpoints: ['wss://entrypoint-finney.opentensor.ai:443', 'wss://lite.chain.opentensor.ai:443'],
    genesisHash: '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03',
    netuid: null,
    marketAddress: null,
    isLocal: false
  },
  {
    id: 'test',
    label: 'Bittensor test network',
    endpoints: ['wss://test.finney.opentensor.ai:443', 'wss://test.chain.opentensor.ai:443'],
    genesisHash: '0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105',
    netuid: null,
    marketAddress: null,
    isLocal: false
  },
  LOCAL_NETWORK
];
