// system_*, payment_* and rpc_methods: what the node says of itself, nonces and fees.
import { decodeAddress } from '@polkadot/util-crypto';
import type { Chain } from '../chain/chain.ts';
import { feeOf, refTimeOf, totalFee } from '../pallets/transaction-payment.ts';
import { decodeExtrinsic } from '../runtime/extrinsic.ts';
import { readAccount, readBlock, readBytes } from './read-params.ts';
import type { RpcMethod } from './rpc-session.ts';

export const CHAIN_NAME = 'Assay Local (development)';

export function systemMethods(chain: Chain): Record<string, RpcMethod> {
  const nextIndex: RpcMethod = ([account]) => {
    const key = readAccount(account, decodeAddress);
    return chain.pool.nextNonce(key, chain.nonceOf(key));
  };
  const feeFor = (bytes: unknown) => {
    const transaction = readBytes(bytes, 'The transaction');
    const { call } = decodeExtrinsic(transaction);
    return { call, fee: feeOf(call, transaction.length) };
  };
  const hex = (rao: bigint) => `0x${rao.toString(16)}`;
  return {
    system_name: () => 'Assay local chain',
    system_version: () => '0.1.0',
    system_chain: () => CHAIN_NAME,
    system_chainType: () => 'Development',
    system_properties: () => ({ isEthereum: false, ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' }),
    system_health: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
    system_peers: () => [],
    system_localPeerId: () => 'local',
    system_localListenAddresses: () => [],
    system_nodeRoles: () => ['Authority'],
    system_syncState: () => ({ startingBlock: 0, currentBlock: chain.bestNumber, highestBlock: chain.bestNumber }),
    system_accountNextIndex: nextIndex,
    account_nextIndex: nextIndex,
    payment_queryInfo: ([bytes, at]) => {
      readBlock(chain, at);
      const { call, fee } = feeFor(bytes);
      return {
        weight: { refTime: Number(refTimeOf(call)), proofSize: 0 },
        class: (call.declaration.class ?? 'Normal').toLowerCase(),
        partialFee: totalFee(fee).toString()
      };
    },
    payment_queryFeeDetails: ([bytes, at]) => {
      readBlock(chain, at);
      const { fee } = feeFor(bytes);
      if (!fee) return { inclusionFee: null };
      return {
        inclusionFee: { baseFee: hex(fee.baseFee), lenFee: hex(fee.lenFee), adjustedWeightFee: hex(fee.weightFee) }
      };
    }
  };
}
