// Typed reads of DatasetMarket through `eth_call` and `eth_getLogs`.
import {
  decodeEventLog,
  decodeFunctionResult,
  encodeFunctionData,
  toEventSelector,
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
import type { MarketEvent, MarketRequest, MarketSubmission, RequestStatus } from './market-chain.ts';

type View = ContractFunctionName<typeof datasetMarketAbi, 'view'>;
const STATUSES: RequestStatus[] = ['open', 'settled', 'refunded'];

interface RpcLog {
  blockNumber: Hex;
  transactionHash: Hex;
  topics: [Hex, ...Hex[]];
  data: Hex;
}

export interface MarketContract {
  requestCount(): Promise<number>;
  request(id: number): Promise<MarketRequest>;
  submissions(requestId: number): Promise<MarketSubmission[]>;
  events(filter?: { requestId?: number }): Promise<MarketEvent[]>;
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

  const logs = async (topics: (Hex | null)[]): Promise<MarketEvent[]> => {
    const found = await connection.rpc<RpcLog[]>('eth_getLogs', [
      { address, fromBlock: '0x0', toBlock: 'latest', topics }
    ]);
    return found.flatMap((log) => toMarketEvent(log) ?? []);
  };

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
        specCid: raw.specCid
      };
    },
    async submissions(requestId) {
      const [request, raw, scored] = await Promise.all([
        view('getRequest', [BigInt(requestId)]),
        view('getSubmissions', [BigInt(requestId)]),
        logs([SCORE_GIVEN, requestTopic(requestId)])
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
            scores: scores.map(({ validator, uid, scorePpm, block_ }) => ({
              validator: validator.toLowerCase() as Hex,
              uid,
              scorePpm,
              block: block_,
              reportCid: reportCidOf(scored, index, validator)
            }))
          };
        })
      );
    },
    events: (filter = {}) => logs(filter.requestId === undefined ? [] : [null, requestTopic(filter.requestId)]),
    owedRao: (account) => view('owedRao', [account])
  };
}

const SCORE_GIVEN = toEventSelector('ScoreGiven(uint256,uint256,bytes32,uint16,uint32,string)');
const requestTopic = (id: number): Hex => `0x${id.toString(16).padStart(64, '0')}`;

function reportCidOf(events: MarketEvent[], index: number, validator: string): string | null {
  const found = events.find(
    (event) =>
      event.kind === 'scored' &&
      event.submissionIndex === index &&
      event.hotkey.slice(0, 42).toLowerCase() === validator.toLowerCase()
  );
  return found?.kind === 'scored' ? found.reportCid : null;
}

function toMarketEvent(log: RpcLog): MarketEvent | null {
  const event = decodeEventLog({ abi: datasetMarketAbi, topics: log.topics, data: log.data });
  const at = { block: Number(log.blockNumber), txHash: log.transactionHash };
  const { eventName, args } = event;
  switch (eventName) {
    case 'RequestOpened':
      return { ...at, kind: 'opened', requestId: Number(args.requestId), bountyRao: args.bountyRao };
    case 'DatasetSubmitted':
      return {
        ...at,
        kind: 'submitted',
        requestId: Number(args.requestId),
        submissionIndex: Number(args.submissionIndex),
        hotkey: args.hotkey,
        packageCid: args.packageCid
      };
    case 'ScoreGiven':
      return {
        ...at,
        kind: 'scored',
        requestId: Number(args.requestId),
        submissionIndex: Number(args.submissionIndex),
        hotkey: args.hotkey,
        scorePpm: args.scorePpm,
        reportCid: args.reportCid
      };
    case 'RequestSettled':
      return {
        ...at,
        kind: 'settled',
        requestId: Number(args.requestId),
        minersRao: args.minersRao,
        validatorsRao: args.validatorsRao,
        treasuryRao: args.treasuryRao
      };
    case 'RequestRefunded':
      return { ...at, kind: 'refunded', requestId: Number(args.requestId), refundRao: args.refundRao };
    case 'Credited':
      return {
        ...at,
        kind: 'credited',
        requestId: Number(args.requestId),
        account: args.account.toLowerCase() as Hex,
        rao: args.rao
      };
    case 'Claimed':
      return { ...at, kind: 'claimed', account: args.account.toLowerCase() as Hex, payTo: args.payTo, rao: args.rao };
    case 'BenchmarkRevealed':
      return {
        ...at,
        kind: 'key-revealed',
        requestId: Number(args.requestId),
        by: args.by.toLowerCase() as Hex,
        key: args.key
      };
    case 'SubmissionSettled':
      return null;
    default:
      return eventName satisfies never;
  }
}

function notDeployed(address: Hex): AppError {
  return new AppError('market/not-deployed', `No market contract answers at ${address} on this chain.`, {
    hints: ['Check that you are connected to the right network.'],
    details: { address }
  });
}
