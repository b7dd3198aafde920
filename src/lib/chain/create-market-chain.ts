// The chain's edge for the market's verbs, over one connection: contract, metagraph and weights.
import type { Header } from '@polkadot/types/interfaces';
import type { Hex } from 'viem';
import { evmAddressOf } from '../core/accounts/evm-address.ts';
import { AppError } from '../core/error/app-error.ts';
import { runtimeUpgraded } from './connection/chain-changed.ts';
import type { ChainConnection } from './connection/connect-chain.ts';
import { findTransaction } from './tx/find-transaction.ts';
import { leftoverExtrinsic, readLeftover } from './tx/leftover.ts';
import { marketCalls } from './market/market-calls.ts';
import type { MarketChain } from '../ports/market-chain.ts';
import { scoresCommitment, submissionCommitment, verdictCommitment } from './market/market-commitments.ts';
import { readMarketContract } from './market/market-contract.ts';
import { wrongNetwork } from './connection/network-of.ts';
import type { Network } from '../core/market/networks.ts';
import { readWalletMetadata } from './wallet/offer-metadata.ts';
import { payoutCalls } from './market/payout-calls.ts';
import { publicKeyOf } from './wallet/public-key-of.ts';
import { readBlockTime } from './connection/read-block-time.ts';
import { readCommitEvidence } from './subtensor/read-commit-evidence.ts';
import { readFreeBalance } from './tx/read-free-balance.ts';
import { readMetagraph } from './subtensor/read-metagraph.ts';
import { readPermitAt } from './subtensor/read-permit-at.ts';
import { readWeightRules } from './subtensor/read-weight-rules.ts';
import { requestCalls } from './market/request-calls.ts';
import { readSealingKeyAt, readSealingKeys, sealingKeyExtrinsic } from './subtensor/sealing-key-commitment.ts';
import { signStatement } from './wallet/sign-statement.ts';
import type { SigningAccount } from '../ports/signing-account.ts';
import { submitExtrinsic, type Extrinsic } from './tx/submit-extrinsic.ts';
import type { BlockRef, TxOptions } from '../ports/tx-state.ts';
import { weightsExtrinsic } from './subtensor/weights-calls.ts';

/**
 * The returned chain signs nothing after the chain behind the connection has become another one, or another runtime.
 * @throws AppError `chain/wrong-network` when the connection is not the network it is taken for, `market/not-deployed`.
 */
export function createMarketChain(connection: ChainConnection, network: Network): MarketChain {
  const { api } = connection;
  if (network.genesisHash !== null && network.genesisHash !== connection.genesisHash)
    throw wrongNetwork(network, connection);
  const { marketAddress, netuid } = network;
  const { evmChainId } = connection;
  if (marketAddress === null || netuid === null || evmChainId === null) throw notDeployed(network);
  const contract = readMarketContract(connection, marketAddress);
  const { genesisHash: genesisAtStart, specVersion: specAtStart } = connection;

  const send = async (account: SigningAccount, extrinsic: Extrinsic, options?: TxOptions) => {
    await refuseChangedChain();
    return submitExtrinsic(connection, extrinsic, account, options);
  };
  /** Asks the node itself: after a reconnection the api still shows what it read at the start. */
  const refuseChangedChain = async () => {
    const [genesisHash, { specVersion }] = await Promise.all([
      connection.rpc<`0x${string}`>('chain_getBlockHash', [0]),
      connection.rpc<{ specVersion: number }>('state_getRuntimeVersion', [])
    ]);
    if (genesisHash !== genesisAtStart)
      throw wrongNetwork({ ...network, genesisHash: genesisAtStart }, { ...connection, genesisHash });
    if (specVersion !== specAtStart) throw runtimeUpgraded(specAtStart, specVersion);
  };

  const calls = marketCalls(connection, marketAddress, refuseChangedChain);
  const placeOf = ({ requestId, hotkey }: { requestId: number; hotkey: Hex }) => ({
    chainId: evmChainId,
    market: marketAddress,
    requestId: BigInt(requestId),
    hotkey
  });

  return {
    ...contract,
    ...requestCalls(calls, contract),
    ...payoutCalls(calls),
    identity: () => ({
      name: connection.chainName,
      genesisHash: connection.genesisHash,
      specVersion: connection.specVersion,
      netuid: netuid,
      marketAddress,
      isLocal: network.isLocal
    }),
    async bestBlock() {
      return blockOf(await api.rpc.chain.getHeader());
    },
    async blockHash(number) {
      const hash = (await api.rpc.chain.getBlockHash(number)).toHex();
      if (/^0x0+$/.test(hash))
        throw new AppError('chain/no-such-block', `Block ${number} does not exist yet.`, { details: { number } });
      return hash;
    },
    blockTimeMs: (number) => readBlockTime(connection, number),
    onBlock: (listener) => api.rpc.chain.subscribeNewHeads((header) => listener(blockOf(header))),

    submissionCommitment: (place, submission) => submissionCommitment(placeOf(place), submission),
    scoresCommitment: (place, scores) => scoresCommitment(placeOf(place), scores),
    verdictCommitment: (place, verdict) =>
      verdictCommitment(placeOf(place), { ...verdict, challengeId: BigInt(verdict.challengeId) }),
    balanceRao: (address) => readFreeBalance(connection, address),
    leftoverRao: (publicKey) => readLeftover(connection, evmAddressOf(publicKey)),

    metagraph: (options) => readMetagraph(connection, netuid, options),
    hadPermitAt: (hotkey, block) => readPermitAt(connection, netuid, { hotkey, block }),
    sealingKeys: async () => readSealingKeys(connection, await readMetagraph(connection, netuid)),
    sealingKeyAt: (hotkey, block) => readSealingKeyAt(connection, netuid, { hotkey, block }),

    takeBackLeftover: (account, rao, options) =>
      send(account, leftoverExtrinsic(connection, evmAddressOf(account.publicKey), rao), options),
    publishSealingKey: (account, key, options) => send(account, sealingKeyExtrinsic(connection, netuid, key), options),
    weightRules: (publicKey, options) => readWeightRules(api, netuid, options?.mechid ?? 0, publicKey),
    async sendWeights(account, weights, options) {
      return send(account, weightsExtrinsic(api, netuid, weights), options);
    },
    commitEvidence: (commit) => readCommitEvidence(api, commit),
    publicKeyOf,
    signStatement,
    walletMetadata: () => readWalletMetadata(connection),
    findTransaction: (sent) => findTransaction(connection, sent)
  };
}

const blockOf = (header: Header): BlockRef => ({ number: header.number.toNumber(), hash: header.hash.toHex() as Hex });

function notDeployed(network: Network): AppError {
  return new AppError('market/not-deployed', `The market contract does not stand on ${network.label} yet.`, {
    hints: [
      'Deploy it with "assay deploy", then give its address and the subnet on the Network page.',
      'Or try the market in this tab, on a chain of its own.'
    ]
  });
}
