// The whole main job on a fresh chain and node: bonds, request, three sealed submissions, three validators, payout, weights, epoch,
// verified fetch. Every step is the product's own verb; nothing here knows a score beforehand.
import type { MarketSubmission } from '#lib/core/market/market-state.ts';
import type { LongCallOptions } from '#lib/core/long-call.ts';
import { reportPath } from '#lib/core/report/report-path.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { findAccountNeuron } from '#lib/market/request/account-neuron.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { createFileScoreDrafts } from '#lib/store/file-score-drafts.ts';
import { connectMarket, developmentAccount } from '../connect-market.ts';
import { keysFolder, scoreDraftsFolder } from '../data-folder.ts';
import type { LocalStack } from '../local-stack.ts';
import { nodeScorer } from '../node-scorer.ts';
import { randomBytes } from '../random-bytes.ts';
import { afterEpoch, closeRequest, type DemoIncentive } from './close-request.ts';
import type { DemoPayout, DemoStage } from './demo-stage.ts';
import { fetchAsStranger, type StrangersDataset } from './fetch-as-stranger.ts';
import { DEMO_DATASETS, fillRequest } from './fill-request.ts';
import { rememberResults } from './remember-results.ts';
import { scoreRequest, setAllWeights, type DemoWeights } from './score-request.ts';

export interface DemoResult {
  request: { id: number; cid: string; lockedBenchmarkCid: string; benchmarkCommitment: string; block: number };
  bonds: { name: string; rao: bigint }[];
  submissions: {
    name: string;
    miner: string;
    uid: number;
    /** Of the package as it is fetched, and of its sealed form. */
    packageCid: string;
    sealedCid: string;
    status: string;
    score: number;
    lift: { bitsPerByte: number; ci95: [number, number] } | null;
    /** `validator`: public key of its hotkey. The report is the file `path` of the folder `cid`. */
    reports: { validator: string; score: number; cid: string; path: string }[];
  }[];
  /** What came back with the reveals. */
  deposits: DemoPayout[];
  weights: DemoWeights;
  incentive: DemoIncentive[];
  /** The bounty, to the rao. */
  payouts: DemoPayout[];
  fetched: StrangersDataset;
}

export interface DemoOptions extends LongCallOptions {
  say: (line: string) => void;
  /** Folder for keys and drafts. */
  dataDir: string;
  threads?: number;
}

/** @throws AppError as the verbs do; the signal's reason when cancelled. */
export async function runDemo(
  stack: LocalStack,
  { say, dataDir, threads, ...options }: DemoOptions
): Promise<DemoResult> {
  const market = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl, signal: options.signal });
  const stage: DemoStage = {
    ...market,
    stack,
    vault: createFileKeyVault(keysFolder(dataDir)),
    drafts: createFileScoreDrafts(scoreDraftsFolder(dataDir)),
    scorer: rememberResults(nodeScorer({ threads, data: dataDir })),
    randomBytes,
    account: developmentAccount,
    say,
    options
  };
  try {
    const { opened, request, bonds, deposits } = await fillRequest(stage);
    const results = await scoreRequest(request.id, stage);
    const payouts = await closeRequest(request.id, stage);
    const weights = await setAllWeights(stage);
    const incentive = await afterEpoch(stage, weights.block);
    const submissions = await describeSubmissions(request.id, results, stage);
    const fetched = await fetchAsStranger(stack, request.id, options.signal);
    say(
      `fetched ${fetched.cid} as a stranger: ${fetched.bytes} bytes, sha256 ${fetched.sha256}, ${fetched.verified ? 'verified' : 'NOT verified'}`
    );
    const { specCid: cid, benchmarkCommitment } = request;
    return {
      request: {
        id: request.id,
        cid,
        lockedBenchmarkCid: opened.lockedCid,
        benchmarkCommitment,
        block: opened.block
      },
      bonds,
      submissions,
      deposits,
      weights,
      incentive,
      payouts,
      fetched
    };
  } finally {
    await market.stop();
  }
}

async function describeSubmissions(
  requestId: number,
  results: ReadonlyMap<number, LiftResult>,
  { chain }: DemoStage
): Promise<DemoResult['submissions']> {
  const metagraph = await chain.metagraph();
  return (await chain.submissions(requestId)).map((submission: MarketSubmission) => {
    const { index, hotkey, plainCid, sealedCid, status, medianPpm, scores } = submission;
    const { name, miner } = DEMO_DATASETS[index]!;
    return {
      name,
      miner,
      uid: findAccountNeuron(metagraph, { publicKey: hotkey })!.uid,
      packageCid: plainCid!,
      sealedCid,
      status,
      score: (medianPpm ?? 0) / 1e6,
      lift: results.get(index)?.evidence.measurement?.lift ?? null,
      reports: scores.map(({ hotkey: validator, scorePpm, reportsCid }) => ({
        validator,
        score: scorePpm / 1e6,
        cid: reportsCid,
        path: reportPath(index)
      }))
    };
  });
}
