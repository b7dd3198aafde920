// `assay validate`: scores everything that waits for this validator, signs the reports and puts the scores on chain.
import { defineCommand } from 'citty';
import { ensureSealingKey } from '#lib/market/ensure-sealing-key.ts';
import { requireValidator } from '#lib/market/account-neuron.ts';
import { createMarketReader } from '#lib/market/market-reader.ts';
import { requestPhase } from '#lib/market/request-phase.ts';
import { measureSubmission, sendScore } from '#lib/market/score-submission.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { evmAddressOf } from '#lib/core/accounts/evm-address.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { accountArguments, connectMarket, edgeArguments, signingAccount } from '../connect-market.ts';
import { dataFolder, keysFolder } from '../data-folder.ts';
import { randomBytes } from '../random-bytes.ts';
import { nodeScorer } from '../node-scorer.ts';
import { readChoice, readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

interface Scored {
  requestId: number;
  submissionIndex: number;
  score?: number;
  reportCid?: string;
  block?: number;
  error?: ReturnType<AppError['toJSON']>;
}

export const validate = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'validate', description: 'Score the submissions that wait, sign and send the scores' },
    args: {
      ...edgeArguments,
      ...accountArguments,
      backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
      threads: { type: 'string', description: 'Threads for wasm and native' },
      'key-only': {
        type: 'boolean',
        default: false,
        description: 'Only publish the sealing key, so that benchmarks can be sealed to it'
      }
    },
    async run({ args }) {
      const backend = readChoice('backend', args.backend, ['wasm', 'webgpu', 'native'] as const);
      const threads = args.threads === undefined ? undefined : readWhole('threads', args.threads, 1);
      const market = await connectMarket({ ...args, signal });
      try {
        const account = await signingAccount(args, market.chain.identity().isLocal);
        requireValidator(await market.chain.metagraph(), account);
        const { secretKey, published } = await ensureSealingKey(
          market.chain,
          account,
          createFileKeyVault(keysFolder(dataFolder(args.data))),
          randomBytes
        );
        if (published)
          say('published the sealing key: benchmarks of requests opened from now on are sealed to this validator.');
        const edges = { ...market, account, scorer: nodeScorer({ threads }), sealingSecretKey: secretKey };
        const scored = args['key-only'] ? [] : await scoreQueue(edges, backend, signal);
        if (args.json) printJson({ validator: account.address, sealingKeyPublished: published, scored });
        else if (!args['key-only'] && scored.length === 0) say('nothing waits to be scored.');
      } finally {
        await market.stop();
      }
    }
  });

/** One submission that cannot be scored gets no score and does not stop the others. */
async function scoreQueue(
  edges: Parameters<typeof measureSubmission>[1],
  backend: 'wasm' | 'webgpu' | 'native',
  signal: AbortSignal
): Promise<Scored[]> {
  const { chain, account } = edges;
  const block = (await chain.bestBlock()).number;
  const own = evmAddressOf(account.publicKey);
  const scored: Scored[] = [];
  for (const { request, submissions } of await createMarketReader(edges).list({ signal })) {
    if (requestPhase(request, block) !== 'scoring') continue;
    for (const submission of submissions) {
      if (submission.hotkey === account.publicKey || submission.scores.some(({ validator }) => validator === own))
        continue;
      const place = { requestId: request.id, submissionIndex: submission.index };
      say(`scoring submission ${submission.index} of request ${request.id} ...`);
      try {
        const measured = await measureSubmission({ request, submission, backend }, edges, {
          signal,
          onProgress: progressLines()
        });
        if (measured.status !== 'measured') return scored;
        const sent = await sendScore(measured.report, edges, { signal });
        if (sent.status !== 'scored') return scored;
        say(
          `  score ${measured.report.verdict.score.toFixed(4)} in block ${sent.block}: ${measured.report.verdict.reason}`
        );
        scored.push({ ...place, score: measured.report.verdict.score, reportCid: sent.reportCid, block: sent.block });
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        const error = AppError.from(thrown);
        say(`  no score: ${error.short}`);
        scored.push({ ...place, error: error.toJSON() });
      }
    }
  }
  return scored;
}
