// Typed reads of DatasetMarket through `eth_call`: all that is shown stands in its state.
import {
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType
} from 'viem';
import { datasetMarketAbi } from '#contracts/artifacts/dataset-market.abi.ts';
import { AppError } from '../core/error/app-error.ts';
import type { ChainConnection } from './connect-chain.ts';
import { decodeMarketRevert } from './decode-market-revert.ts';
import { revertOf } from './evm-call.ts';
import type { BenchmarkKey, MarketRequest, MarketSubmission, RequestStatus } from './market-chain.ts';

type View = ContractFunctionName<typeof datasetMarketAbi, 'view'>;
const STATUSES: RequestStatus[] = ['open', 'settled', 'refunded'];

export interface MarketContract {
  requestCount(): Promise<number>;
  request(id: number): Promise<MarketRequest>;
  submissions(requestId: number): Promise<MarketSubmission[]>;
  benchmarkKeys(requestId: number): Promise<BenchmarkKey[]>;
  owedRao(account: Hex): Promise<bigint>;
}

/** Reads of the market at `address`. Every read throws AppError `market/not-deployed` where no contract answers. */
export function readMarketContract(connection: ChainConnection, address: Hex): MarketContract {
  async function view<N extends View>(functionName: N, args: ContractFunctionArgs<typeof datasetMarketAbi, 'view', N>) {
    const data = encodeFunctionData({ abi: datasetMarketAbi, functionName, args } as never);
    let result: Hex;
    try {
      result = await connection.rpc<Hex>('eth_call', [{ to: address, data }, 'latest']);
    } catch (thrown) {
      throw revertOf(thrown, decodeMarketRevert) ?? thrown;
    }
    if (result === '0x') throw notDeployed(address);
    return decodeFunctionResult({
      abi: datasetMarketAbi,
      functionName,
      data: result
    } as never) as ContractFunctionReturnType<typeof datasetMarketAbi, 'view', N>;
  }

  return {
    requestCount: async () => Number(await view('requestCount', [])),
    async request(id) {
      const raw = await view('getRequest', [BigInt(id)]);
      return {
        id,
        requester: raw.requester.toLowerCase() as Hex,
        status: STATUSES[raw.status] ?? 'open',
        openedBlock: Number(raw.openedBlock),
        deadlineBlock: Number(raw.deadlineBlock),
        scoringEndBlock: Number(raw.scoringEndBlock),
        thresholdPpm: raw.thresholdPpm,
        bountyRao: raw.bountyRao,
        benchmarkCommitment: raw.benchmarkCommitment,
        closedBlock: raw.closedBlock === 0n ? null : Number(raw.closedBlock),
        minersRao: raw.minersRao,
        validatorsRao: raw.validatorsRao,
        specCid: raw.specCid
      };
    },
    async submissions(requestId) {
      const [request, raw] = await Promise.all([
        view('getRequest', [BigInt(requestId)]),
        view('getSubmissions', [BigInt(requestId)])
      ]);
      return Promise.all(
        raw.map(async (submission, index) => {
          const scores = await view('getScores', [BigInt(requestId), BigInt(index)]);
          return {
            requestId,
            index,
            hotkey: submission.hotkey,
            uid: submission.uid,
            block: Number(submission.block_),
            packageCid: submission.packageCid,
            medianPpm: request.status === 0 ? null : submission.medianPpm,
            paidRao: submission.paidRao,
            scores: scores.map(({ validator, uid, scorePpm, block_, reportCid }) => ({
              validator: validator.toLowerCase() as Hex,
              uid,
              scorePpm,
              block: block_,
              reportCid
            }))
          };
        })
      );
    },
    async benchmarkKeys(requestId) {
      const keys = await view('getBenchmarkKeys', [BigInt(requestId)]);
      return keys.map(({ by, block_, key }) => ({ by: by.toLowerCase() as Hex, block: Number(block_), key }));
    },
    owedRao: (account) => view('owedRao', [account])
  };
}

function notDeployed(address: Hex): AppError {
  return new AppError('market/not-deployed', `No market contract answers at ${address} on this chain.`, {
    hints: ['Check that you are connected to the right network.'],
    details: { address }
  });
}
