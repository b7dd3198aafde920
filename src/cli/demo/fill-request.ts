// The demo's first act: validators with keys and bonds, a request, three submissions committed sealed and revealed.
import type { MarketRequest, RequestTerms } from '#lib/core/market/market-state.ts';
import {
  toJsonl,
  withNoise,
  withShuffledAnswers,
  wordProblems,
  WORD_PROBLEM_REQUEST
} from '#lib/core/demo/word-problems.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { defaultTerms } from '#lib/market/request/default-terms.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import { openRequest, type OpenedRequest } from '#lib/market/request/open-request.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { revealSubmission } from '#lib/market/submission/reveal-submission.ts';
import { advancePast, claimAll, DEMO_VALIDATORS, requireDone, type DemoPayout, type DemoStage } from './demo-stage.ts';

const BOUNTY_RAO = 10_000_000_000n;
const ROWS = 400;
const BENCHMARK_ROWS = 100;
/** The demo makes its blocks itself, so the windows are short. */
const WINDOWS: Partial<RequestTerms> = {
  revealBlocks: 20,
  scoreCommitBlocks: 40,
  scoreRevealBlocks: 20,
  challengeBlocks: 20,
  juryBlocks: 20,
  openBlocks: 200
};
const SUBMISSION_BLOCKS = 20;

export const DEMO_DATASETS = [
  { name: 'clean', miner: 'Dave', rows: () => wordProblems(ROWS, 2) },
  { name: 'half-shuffled', miner: 'Eve', rows: () => withShuffledAnswers(wordProblems(ROWS, 3), 0.5, 4) },
  { name: 'noisy', miner: 'Ferdie', rows: () => withNoise(wordProblems(ROWS, 5), 0.3, 6) }
];

export interface FilledRequest {
  opened: OpenedRequest;
  request: MarketRequest;
  bonds: { name: string; rao: bigint }[];
  deposits: DemoPayout[];
}

export async function fillRequest(stage: DemoStage): Promise<FilledRequest> {
  const { chain, say, options } = stage;
  const { minWindowBlocks } = await chain.parameters();
  const deadlineBlock = (await chain.bestBlock()).number + SUBMISSION_BLOCKS;
  const defaults = defaultTerms({ deadlineBlock, isLocal: true, minWindowBlocks, validators: DEMO_VALIDATORS.length });
  const terms: RequestTerms = { ...defaults, ...WINDOWS };
  const bonds = await hireValidators(stage, terms.validatorBondRao);
  const benchmark = toJsonl(wordProblems(BENCHMARK_ROWS, 1));
  const opened = requireDone(
    await openRequest(
      { draft: WORD_PROBLEM_REQUEST, benchmark, bountyRao: BOUNTY_RAO, terms },
      { ...stage, account: await stage.account('Requester') },
      options
    ),
    'opened'
  );
  say(
    `request ${opened.requestId} in block ${opened.block}: ${opened.requestCid}, bounty ${BOUNTY_RAO} rao, benchmark sealed to uids ${opened.sealedTo.join(', ')}`
  );
  const request = await chain.request(opened.requestId);
  for (const { name, miner, rows } of DEMO_DATASETS) {
    const edges = { ...stage, account: await stage.account(miner) };
    const input = { requestId: request.id, entry: { data: toJsonl(rows()) } };
    const { submissionIndex, block, sealedCid } = requireDone(
      await commitSubmission(input, edges, options),
      'committed'
    );
    say(`submission ${submissionIndex} "${name}" by ${miner} committed sealed in block ${block}: ${sealedCid}`);
  }
  return { opened, request, bonds, deposits: await revealAll(request, stage) };
}

async function hireValidators(
  { chain, vault, account, randomBytes, say, options }: DemoStage,
  bondRao: bigint
): Promise<FilledRequest['bonds']> {
  for (const name of DEMO_VALIDATORS) {
    const validator = await account(name);
    await ensureSealingKey(chain, validator, vault, randomBytes);
    requireDone(await chain.depositBond(validator, bondRao, options), 'finalized');
    say(`validator ${name} published its sealing key and deposited a bond of ${bondRao} rao`);
  }
  return DEMO_VALIDATORS.map((name) => ({ name, rao: bondRao }));
}

/** @returns the deposits, which come back with the reveal. */
async function revealAll(request: MarketRequest, stage: DemoStage): Promise<DemoPayout[]> {
  const { chain, say, options } = stage;
  const { commitEnd, revealEnd } = requestWindows(request);
  await advancePast(stage, commitEnd);
  for (const submission of await chain.submissions(request.id)) {
    const { miner } = DEMO_DATASETS[submission.index]!;
    const edges = { ...stage, account: await stage.account(miner) };
    const revealed = requireDone(await revealSubmission({ request, submission }, edges, options), 'revealed');
    say(`${miner} revealed in block ${revealed.block} to uids ${revealed.sealedTo.join(', ')}: ${revealed.plainCid}`);
  }
  await advancePast(stage, revealEnd);
  return claimAll(
    stage,
    DEMO_DATASETS.map(({ miner }) => miner)
  );
}
