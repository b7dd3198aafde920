// Which network a connection leads to: the one that was asked for, or the known one with its genesis.
import { AppError } from '../../core/error/app-error.ts';
import type { ChainConnection } from './connect-chain.ts';
import { LOCAL_NETWORK, NETWORKS, type Network } from '../../core/market/networks.ts';

type Identity = Pick<ChainConnection, 'chainType' | 'chainName' | 'genesisHash'>;

/**
 * @param wanted null: whatever known network it is
 * @throws AppError `chain/unknown-network`, or `chain/wrong-network` where the genesis is not the wanted one's.
 */
export function networkOf(connection: Identity, wanted: Network | null = null): Network {
  const known = NETWORKS.find(({ genesisHash }) => genesisHash !== null && genesisHash === connection.genesisHash);
  // What a node calls itself counts only where nothing else says which network it is of.
  const isLocal = known === undefined && connection.chainType === 'Development';
  if (wanted) {
    const isReviewed = NETWORKS.some(({ id, genesisHash }) => id === wanted.id && genesisHash !== null);
    if (wanted.genesisHash !== null && wanted.genesisHash !== connection.genesisHash)
      throw wrongNetwork(wanted, connection);
    return { ...wanted, isLocal: isLocal && !isReviewed };
  }
  const network = isLocal ? LOCAL_NETWORK : known;
  if (network) return network;
  throw new AppError('chain/unknown-network', `Assay does not know the chain "${connection.chainName}".`, {
    hints: ['Connect to a chain that has the market contract, or add this one as a network of your own.'],
    details: { genesisHash: connection.genesisHash }
  });
}

export function wrongNetwork(network: Network, connection: Identity): AppError {
  return new AppError('chain/wrong-network', `This is ${connection.chainName}, not ${network.label}.`, {
    hints: ['Nothing was signed. Check the address of the chain, then load the page anew.'],
    details: { expected: network.genesisHash, found: connection.genesisHash }
  });
}
