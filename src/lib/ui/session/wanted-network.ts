// The network a choice means, as the chain's edge takes it.
import { LOCAL_NETWORK, NETWORKS, type Network } from '../../core/market/networks.ts';
import type { NetworkChoice } from './network-choice.ts';

/** null: the page takes what the site was set up with. */
export function wantedNetwork(choice: NetworkChoice): Network | null {
  if (choice.kind === 'site') return null;
  if (choice.kind === 'tab') return { ...LOCAL_NETWORK, label: 'Chain in this tab', endpoints: [] };
  const market = { netuid: choice.netuid, marketAddress: choice.marketAddress as Network['marketAddress'] };
  if (choice.kind === 'custom')
    return {
      id: 'custom',
      label: choice.url,
      endpoints: [choice.url],
      genesisHash: choice.genesisHash,
      isLocal: false,
      ...market
    };
  const known = NETWORKS.find(({ id }) => id === choice.id);
  if (!known) return null;
  return {
    ...known,
    netuid: known.netuid ?? market.netuid,
    marketAddress: known.marketAddress ?? market.marketAddress
  };
}
