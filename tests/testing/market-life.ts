// A request's whole life on a real local chain and content node, driven by the product's own verbs; every actor has a
// vault and drafts of its own, as on machines of their own.
import { randomBytes as nodeRandom } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMarket, developmentAccount, type ConnectedMarket } from '../../src/cli/connect-market.ts';
import { rememberResults } from '../../src/cli/demo/remember-results.ts';
import { startLocalStack, type LocalStack } from '../../src/cli/local-stack.ts';
import { nodeScorer } from '../../src/cli/node-scorer.ts';
import { developmentGenesis, type GenesisConfig } from '#devnet/genesis/genesis-config.ts';
import type { MarketRequest, MarketSubmission, RequestTerms } from '#lib/core/market/market-state.ts';
import { toJsonl, WORD_PROBLEM_REQUEST, type WordProblem } from '#lib/core/demo/word-problems.ts';
import type { Mechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import { commitScores } from '#lib/market/scoring/commit-scores.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { defaultTerms } from '#lib/market/request/default-terms.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import type { ActorEdges, Scorer } from '#lib/ports/market-edges.ts';
import { measureSigned } from '#lib/market/scoring/measure-signed.ts';
import { openRequest, type OpenRequestInput } from '#lib/market/request/open-request.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { revealSubmission } from '#lib/market/submission/reveal-submission.ts';
import { signReport } from '#lib/market/scoring/sign-report.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { createFileScoreDrafts } from '#lib/store/file-score-drafts.ts';

/** Windows in blocks: short, and long enough for every transaction of a step to be in a block of its own. */
const SHORT_WINDOWS: Partial<RequestTerms> = {
  revealBlocks: 10,
  scoreCommitBlocks: 20,
  scoreRevealBlocks: 10,
  challengeBlocks: 30,
  juryBlocks: 10,
  openBlocks: 30
};
const SUBMISSION_BLOCKS = 15;
const VALIDATOR_STAKE_RAO = 1_000_000_000_000n;

export interface MarketLife {
  stack: LocalStack;
  market: ConnectedMarket;
  /** Measures each submission once, whoever asks. */
  scorer: Scorer;
  /** The edges of a verb for one actor. */
  as(name: string): Promise<ConnectedMarket & ActorEdges>;
  /** Makes blocks until the best one is after `block`. */
  pass(block: number): Promise<void>;
  /** A validator's sealing key on chain, and its bond. */
  equip(validator: string, bondRao?: bigint): Promise<void>;
  open(
    benchmark: WordProblem[] | Uint8Array,
    more?: {
      by?: string;
      terms?: Partial<RequestTerms>;
      bountyRao?: bigint;
      spec?: Partial<OpenRequestInput['draft']>;
      /** The whole document, of any mechanism, instead of that for word problems. */
      draft?: OpenRequestInput['draft'];
      practice?: Uint8Array;
    }
  ): Promise<MarketRequest>;
  /** Commits rows; after the deadline `revealAll` reveals what was committed. */
  commit(miner: string, requestId: number, rows: WordProblem[]): Promise<number>;
  revealAll(requestId: number, miners: string[]): Promise<void>;
  /** Seats and draws; any account will do. */
  draw(requestId: number, by: string): Promise<MarketRequest>;
  /** A signed report on a submission. */
  report(validator: string, requestId: number, index: number, withoutEarlier?: readonly number[]): Promise<ScoreReport>;
  commitScores(validator: string, requestId: number, reports: ScoreReport[]): Promise<void>;
  /** Passes the end of the commits first. */
  revealScores(requestId: number, validators: readonly string[]): Promise<void>;
  /** The report with another score, signed by its validator: a lie in due form. */
  lie(validator: string, report: ScoreReport, score: number): Promise<ScoreReport>;
  submission(requestId: number, index: number): Promise<MarketSubmission>;
  stop(): Promise<void>;
}

/** The development chain with other validators than its own, of equal stake. */
export async function genesisWithValidators(names: readonly string[]): Promise<Partial<GenesisConfig>> {
  const { neurons, ...genesis } = developmentGenesis();
  const staked = new Set(await Promise.all(names.map(async (name) => (await developmentAccount(name)).publicKey)));
  return {
    ...genesis,
    neurons: neurons.map((neuron) => {
      const validatorPermit = staked.has(neuron.hotkey as `0x${string}`);
      return { ...neuron, stakeRao: validatorPermit ? VALIDATOR_STAKE_RAO : 0n, validatorPermit };
    })
  };
}

export const randomBytes = (length: number): Uint8Array => Uint8Array.from(nodeRandom(length));

export async function startMarketLife({
  genesis,
  mechanisms
}: { genesis?: Partial<GenesisConfig>; mechanisms?: Mechanisms } = {}): Promise<MarketLife> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-life-'));
  const stack = await startLocalStack({
    host: '127.0.0.1',
    chainPort: 0,
    contentPort: 0,
    gatewayPort: 0,
    blockTimeMs: 0,
    ...(genesis ? { genesis } : {})
  });
  const connected = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl });
  const market = { ...connected, ...(mechanisms && { mechanisms }) };
  const { chain } = market;
  const scorer = rememberResults(nodeScorer({ mechanisms }));

  const as = async (name: string): Promise<ConnectedMarket & ActorEdges> => ({
    ...market,
    account: await developmentAccount(name),
    vault: createFileKeyVault(join(folder, name, 'keys')),
    drafts: createFileScoreDrafts(join(folder, name, 'drafts')),
    randomBytes
  });
  const pass = async (block: number) => {
    const { number } = await chain.bestBlock();
    if (number <= block) await stack.newBlocks(block - number + 1);
  };
  const submission = async (requestId: number, index: number) => (await chain.submissions(requestId))[index]!;

  return {
    stack,
    market,
    scorer,
    as,
    pass,
    submission,
    async equip(validator, bondRao = 1_000_000_000n) {
      const edges = await as(validator);
      await ensureSealingKey(chain, edges.account, edges.vault, randomBytes);
      await chain.depositBond(edges.account, bondRao);
    },
    async open(benchmark, { by = 'Requester', terms, bountyRao = 100_000_000_000n, spec, draft, practice } = {}) {
      const { number } = await chain.bestBlock();
      const defaults = defaultTerms({
        deadlineBlock: number + SUBMISSION_BLOCKS,
        isLocal: true,
        ...(await chain.parameters()),
        validators: (await chain.sealingKeys()).length
      });
      const opened = done(
        await openRequest(
          {
            draft: draft ?? { ...WORD_PROBLEM_REQUEST, ...spec },
            benchmark: benchmark instanceof Uint8Array ? benchmark : toJsonl(benchmark),
            ...(practice && { practice }),
            bountyRao,
            terms: { ...defaults, ...SHORT_WINDOWS, ...terms }
          },
          await as(by)
        ),
        'opened'
      );
      return chain.request(opened.requestId);
    },
    async commit(miner, requestId, rows) {
      const committed = done(
        await commitSubmission({ requestId, entry: { data: toJsonl(rows) } }, await as(miner)),
        'committed'
      );
      return committed.submissionIndex;
    },
    async revealAll(requestId, miners) {
      const request = await chain.request(requestId);
      await pass(request.terms.deadlineBlock);
      for (const miner of miners) {
        const edges = await as(miner);
        const own = (await chain.submissions(requestId)).find(({ hotkey }) => hotkey === edges.account.publicKey)!;
        done(await revealSubmission({ request, submission: own }, edges), 'revealed');
      }
    },
    async draw(requestId, by) {
      const { account } = await as(by);
      await pass(requestWindows(await chain.request(requestId)).revealEnd);
      await chain.snapshot(account, requestId);
      await pass((await chain.request(requestId)).seedBlock!);
      await chain.draw(account, requestId);
      return chain.request(requestId);
    },
    async report(validator, requestId, index, withoutEarlier = []) {
      const place = {
        request: await chain.request(requestId),
        submission: await submission(requestId, index),
        backend: 'native',
        withoutEarlier
      } as const;
      return done(await measureSigned(place, { ...(await as(validator)), scorer }), 'measured').report;
    },
    async lie(validator, { signature: _, ...unsigned }, score) {
      const result = { ...unsigned.result, score, interval95: [score, score] as [number, number] };
      return (await signReport({ ...unsigned, result }, await as(validator)))!;
    },
    async commitScores(validator, requestId, reports) {
      done(await commitScores({ request: await chain.request(requestId), reports }, await as(validator)), 'committed');
    },
    async revealScores(requestId, validators) {
      const request = await chain.request(requestId);
      await pass(requestWindows(request).scoreCommitEnd!);
      for (const validator of validators) done(await revealScores({ request }, await as(validator)), 'revealed');
    },
    async stop() {
      await market.stop();
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** The outcome of a verb that must have gone through. */
export function done<T extends { status: string }, S extends T['status']>(
  outcome: T,
  status: S
): Extract<T, { status: S }> {
  if (outcome.status !== status) throw new Error(`stopped: ${outcome.status}`);
  return outcome as Extract<T, { status: S }>;
}
