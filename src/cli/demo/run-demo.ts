// The whole main job on a fresh chain and node: request, three submissions, three validators, weights, epoch, payout,
// verified fetch. Every step is the product's own verb; nothing here knows a score beforehand.
import { createHash } from 'node:crypto';
import type { MarketChain } from '#lib/chain/market-chain.ts';
import { verifyStatement } from '#lib/chain/sign-statement.ts';
import type { SigningAccount } from '#lib/chain/signing-account.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { LongCallOptions } from '#lib/core/long-call.ts';
import type { Verdict } from '#lib/core/report/score-report.ts';
import { WEIGHTS_VERSION_KEY } from '#lib/core/weights/weight-rules.ts';
import { ensureSealingKey } from '#lib/market/ensure-sealing-key.ts';
import { fetchPackageRows } from '#lib/market/fetch-package-rows.ts';
import { openRequest, type BenchmarkSecret } from '#lib/market/open-request.ts';
import { proposeWeights } from '#lib/market/propose-weights.ts';
import { measureSubmission, sendScore } from '#lib/market/score-submission.ts';
import { submitDataset } from '#lib/market/submit-dataset.ts';
import { verifyDataset } from '#lib/market/verify-dataset.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { connectMarket, developmentAccount } from '../connect-market.ts';
import type { LocalStack } from '../local-stack.ts';
import { rememberVerdicts } from './remember-verdicts.ts';
import { nodeScorer } from '../node-scorer.ts';
import { randomBytes } from '../random-bytes.ts';
import {
  toJsonl,
  withNoise,
  withShuffledAnswers,
  wordProblems,
  WORD_PROBLEM_REQUEST
} from '#lib/core/demo/word-problems.ts';

const BOUNTY_RAO = 10_000_000_000n;
const THRESHOLD_PPM = 100_000;
const SUBMISSION_BLOCKS = 20;
const SCORING_BLOCKS = 60;
const ROWS = 400;
const BENCHMARK_ROWS = 100;
const VALIDATORS = ['Alice', 'Bob', 'Charlie'];

export interface DemoResult {
  request: { id: number; cid: string; lockedBenchmarkCid: string; benchmarkCommitment: string; block: number };
  submissions: {
    name: string;
    miner: string;
    uid: number;
    packageCid: string;
    score: number;
    lift: { bitsPerByte: number; ci95: [number, number] } | null;
    reports: { validator: string; score: number; cid: string }[];
  }[];
  weights: { uids: number[]; values: number[]; block: number };
  incentive: { uid: number; hotkey: string; incentive: number; u16: number }[];
  payouts: { account: string; name: string; rao: bigint }[];
  fetched: {
    cid: string;
    bytes: number;
    sha256: string;
    verified: boolean;
    checks: { name: string; pass: boolean | null; evidence: string }[];
  };
}

export interface DemoOptions extends LongCallOptions {
  say: (line: string) => void;
  keysFolder: string;
  threads?: number;
}

/** @throws AppError as the verbs do; the signal's reason when cancelled. */
export async function runDemo(
  stack: LocalStack,
  { say, keysFolder, threads, signal, onProgress }: DemoOptions
): Promise<DemoResult> {
  const market = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl, signal });
  const { chain } = market;
  const account = developmentAccount;
  try {
    const sealingKeys = new Map<string, Uint8Array>();
    for (const name of VALIDATORS) {
      const validator = await account(name);
      const { secretKey } = await ensureSealingKey(chain, validator, createFileKeyVault(keysFolder), randomBytes);
      sealingKeys.set(name, secretKey);
      say(`validator ${name} published its sealing key`);
    }

    const requester = await account('Requester');
    let secret: BenchmarkSecret | null = null;
    const opened = requireDone(
      await openRequest(
        {
          draft: WORD_PROBLEM_REQUEST,
          benchmark: toJsonl(wordProblems(BENCHMARK_ROWS, 1)),
          bountyRao: BOUNTY_RAO,
          thresholdPpm: THRESHOLD_PPM,
          deadlineBlock: (await chain.bestBlock()).number + SUBMISSION_BLOCKS,
          scoringBlocks: SCORING_BLOCKS
        },
        {
          ...market,
          account: requester,
          randomBytes,
          keepSecret: async (kept) => void (secret = kept)
        },
        { signal }
      ),
      'opened'
    );
    const request = await chain.request(opened.requestId);
    say(
      `request ${opened.requestId} in block ${opened.block}: ${opened.requestCid}, bounty ${BOUNTY_RAO} rao, benchmark sealed to uids ${opened.sealedTo.join(', ')}`
    );

    const clean = wordProblems(ROWS, 2);
    const datasets = [
      { name: 'clean', miner: 'Dave', rows: clean },
      { name: 'half-shuffled', miner: 'Eve', rows: withShuffledAnswers(wordProblems(ROWS, 3), 0.5, 4) },
      { name: 'noisy', miner: 'Ferdie', rows: withNoise(wordProblems(ROWS, 5), 0.3, 6) }
    ];
    for (const { name, miner, rows } of datasets) {
      const submitted = requireDone(
        await submitDataset(
          { requestId: request.id, data: toJsonl(rows) },
          { ...market, account: await account(miner) },
          { signal }
        ),
        'submitted'
      );
      say(
        `submission ${submitted.submissionIndex} "${name}" by ${miner} in block ${submitted.block}: ${submitted.packageCid}`
      );
    }

    await advancePast(chain, stack, request.deadlineBlock);
    const verdicts = new Map<number, Verdict>();
    const scorer = rememberVerdicts(nodeScorer({ threads }));
    say('each submission is measured once here and signed by each validator: the same seeds give the same bits');
    for (const name of VALIDATORS) {
      const validator = await account(name);
      for (const submission of await chain.submissions(request.id)) {
        const edges = { ...market, account: validator, scorer, sealingSecretKey: sealingKeys.get(name)! };
        const { report } = requireDone(
          await measureSubmission({ request, submission, backend: 'native' }, edges, { signal, onProgress }),
          'measured'
        );
        const sent = requireDone(await sendScore(report, edges, { signal }), 'scored');
        verdicts.set(submission.index, report.verdict);
        const interval =
          report.verdict.measurement?.lift.ci95.map((end) => end.toFixed(3)).join(' to ') ?? 'not measured';
        say(
          `${name} scored "${datasets[submission.index]!.name}" ${report.verdict.score.toFixed(4)} (lift 95 % ${interval}) in block ${sent.block}: ${sent.reportCid}`
        );
      }
    }

    const weights = await setAllWeights(chain, account, say);
    await advancePast(chain, stack, request.scoringEndBlock);
    await chain.settle(requester, request.id);
    say(`settled in block ${(await chain.bestBlock()).number}`);
    const payouts = await claimAll(chain, account, say);
    await chain.revealBenchmark(requester, request.id, secret!.key);
    say('the benchmark key is public: every score can be recomputed');

    const incentive = await afterEpoch(chain, stack, weights.block, say);
    const submissions = await chain.submissions(request.id);
    const fetched = await fetchVerified(stack, request.id, signal);
    say(
      `fetched ${fetched.cid} as a stranger: ${fetched.bytes} bytes, sha256 ${fetched.sha256}, ${fetched.verified ? 'verified' : 'NOT verified'}`
    );
    return {
      request: {
        id: request.id,
        cid: request.specCid,
        lockedBenchmarkCid: opened.lockedCid,
        benchmarkCommitment: request.benchmarkCommitment,
        block: opened.block
      },
      submissions: submissions.map((submission) => ({
        name: datasets[submission.index]!.name,
        miner: datasets[submission.index]!.miner,
        uid: submission.uid,
        packageCid: submission.packageCid,
        score: (submission.medianPpm ?? 0) / 1e6,
        lift: verdicts.get(submission.index)?.measurement?.lift ?? null,
        reports: submission.scores.map(({ validator, scorePpm, reportCid }) => ({
          validator,
          score: scorePpm / 1e6,
          cid: reportCid
        }))
      })),
      weights,
      incentive,
      payouts,
      fetched
    };
  } finally {
    await market.stop();
  }
}

type Named = (name: string) => Promise<SigningAccount>;

async function setAllWeights(
  chain: MarketChain,
  account: Named,
  say: DemoOptions['say']
): Promise<DemoResult['weights']> {
  let last: DemoResult['weights'] = { uids: [], values: [], block: 0 };
  for (const name of VALIDATORS) {
    const validator = await account(name);
    const { uids, values } = await proposeWeights({ chain }, validator);
    if (uids.length === 0) throw new AppError('demo/no-weights', `${name} has no score above 0 to set weights from.`);
    const sent = await chain.sendWeights(validator, {
      kind: 'set',
      mechanism: 0,
      uids,
      values,
      versionKey: WEIGHTS_VERSION_KEY
    });
    if (sent.status !== 'finalized') throw new AppError('demo/not-signed', `${name} did not sign.`);
    last = { uids, values, block: sent.block.number };
    say(`${name} set weights ${uids.map((uid, i) => `${uid}: ${values[i]}`).join(', ')} in block ${last.block}`);
  }
  return last;
}

async function claimAll(chain: MarketChain, account: Named, say: DemoOptions['say']): Promise<DemoResult['payouts']> {
  const payouts: DemoResult['payouts'] = [];
  for (const name of ['Dave', 'Eve', 'Ferdie', ...VALIDATORS, 'Treasury', 'Requester']) {
    const payee = await account(name);
    const rao = await chain.owedRao(payee.publicKey);
    if (rao === 0n) continue;
    await chain.claim(payee, payee.publicKey);
    payouts.push({ account: payee.address, name, rao });
    say(`${name} claimed ${rao} rao`);
  }
  return payouts;
}

async function afterEpoch(
  chain: MarketChain,
  stack: LocalStack,
  weightsBlock: number,
  say: DemoOptions['say']
): Promise<DemoResult['incentive']> {
  const { tempo } = await chain.metagraph();
  await advancePast(chain, stack, weightsBlock + tempo + 1);
  const { neurons, block } = await chain.metagraph();
  const incentive = neurons
    .filter((neuron) => neuron.incentive > 0)
    .map((neuron) => ({
      uid: neuron.uid,
      hotkey: neuron.hotkey,
      incentive: neuron.incentive / 65_535,
      u16: neuron.incentive
    }));
  say(
    `incentive after the epoch, block ${block}: ${incentive.map(({ uid, u16 }) => `${uid}: ${u16}`).join(', ') || 'none'}`
  );
  return incentive;
}

/** A store of its own, with nothing but the CID from the chain. */
async function fetchVerified(
  stack: LocalStack,
  requestId: number,
  signal?: AbortSignal
): Promise<DemoResult['fetched']> {
  const stranger = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl, signal });
  try {
    const request = await stranger.chain.request(requestId);
    const [best] = (await stranger.chain.submissions(requestId)).sort(
      (a, b) => (b.medianPpm ?? 0) - (a.medianPpm ?? 0)
    );
    const rows = await fetchPackageRows(stranger.content, best!.packageCid, {
      maxBytes: WORD_PROBLEM_REQUEST.maxBytes,
      signal
    });
    const { verified, checks } = await verifyDataset(
      { request, submission: best! },
      { ...stranger, verifySignature: async (...args) => verifyStatement(...args) },
      { signal }
    );
    return {
      cid: best!.packageCid,
      bytes: rows.length,
      sha256: createHash('sha256').update(rows).digest('hex'),
      verified,
      checks
    };
  } finally {
    await stranger.stop();
  }
}

async function advancePast(chain: MarketChain, stack: LocalStack, block: number): Promise<void> {
  const { number } = await chain.bestBlock();
  if (number <= block) await stack.newBlocks(block - number + 1);
}

function requireDone<T extends { status: string }, S extends T['status']>(
  outcome: T,
  status: S
): Extract<T, { status: S }> {
  if (outcome.status === status) return outcome as Extract<T, { status: S }>;
  throw new AppError('demo/stopped', `The demo was stopped: ${outcome.status}.`);
}
