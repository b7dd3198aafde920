// Which of the known networks a connection leads to.
import { AppError } from '../core/error/app-error.ts';
import type { ChainConnection } from './connect-chain.ts';
import { NETWORKS, type Network } from './networks.ts';

/** @throws AppError `chain/unknown-network`. */
export function networkOf(connection: Pick<ChainConnection, 'chainType' | 'chainName' | 'genesisHash'>): Network {
  const isLocal = connection.chainType === 'Development';
  const network = NETWORKS.find((known) => (isLocal ? known.isLocal : known.genesisHash === connection.genesisHash));
  if (network) return network;
  throw new AppError('chain/unknown-network', `Assay does not know the chain "${connection.chainName}".`, {
    hints: ['Connect to a chain that has the market contract.'],
    details: { genesisHash: connection.genesisHash }
  });
}
