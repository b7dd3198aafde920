// Does one step of the crew with the product's own verbs, and says in a sentence what came out.
import { benchmarkKeyName } from '../../core/benchmark/key-names.ts';
import { fromHex, toHex } from '../../core/benchmark/hex.ts';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { ensureSealingKey } from '../ensure-sealing-key.ts';
import { findBenchmarkKey } from '../find-benchmark-key.ts';
import { openRequest } from '../open-request.ts';
import { proposeWeights } from '../propose-weights.ts';
import { measureSubmission, sendScore } from '../score-submission.ts';
import { submitDataset } from '../submit-dataset.ts';
import { submitWeights } from '../submit-weights.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_MINERS, CREW_REQUESTER, crewBenchmark, crewDataset } from './crew-members.ts';
import type { CrewStep } from './crew-step.ts';

/** Room for people to look, and to answer too; the crew passes the time when nobody else has a request open. */
const SUBMISSION_BLOCKS = 120;
const SCORING_BLOCKS = 3600;
const BOUNTY_RAO = 10_000_000_000n;
const THRESHOLD_PPM = 100_000;
const RAO_PER_TAO = 1e9;

/** @returns a sentence of what was done. Errors are those of the verbs; the signal's reason when cancelled. */
export async function takeCrewStep(step: CrewStep, edges: CrewEdges, options: LongCallOptions = {}): Promise<string> {
  const { chain, member } = edges;
  switch (step.kind) {
    case 'publish-key':
      await ensureSealingKey(chain, member(step.name), edges.vault, edges.randomBytes);
      return `${step.name} published a sealing key.`;
    case 'open':
      return open(edges, options);
    case 'submit': {
      const miner = CREW_MINERS.find(({ name }) => name === step.name)!;
      const data = crewDataset(miner, step.requestId);
      done(
        await submitDataset({ requestId: step.requestId, data }, { ...edges, account: member(miner.name) }, options)
      );
      return `${miner.name} submitted ${miner.says} to request ${step.requestId}.`;
    }
    case 'score':
      return score(step, edges, options);
    case 'set-weights': {
      const { uids, values } = await proposeWeights(edges, member(step.name));
      if (uids.length === 0)
        throw new AppError('crew/no-weights', `${step.name} has no score above 0, so there are no weights to set.`);
      done(await submitWeights({ vector: { uids, values }, mechanism: 0 }, { ...edges, account: member(step.name) }));
      return `${step.name} set weights ${uids.map((uid, i) => `${uid}: ${values[i]}`).join(', ')}.`;
    }
    case 'settle':
      done(await chain.settle(member(CREW_REQUESTER), step.requestId));
      return `Request ${step.requestId} is settled.`;
    case 'reveal': {
      const request = await chain.request(step.requestId);
      const account = member(CREW_REQUESTER);
      const key = await findBenchmarkKey({ request, account }, edges, options);
      if (!key)
        throw new AppError('crew/no-key', `The benchmark's key of request ${request.id} is not in this browser.`);
      done(await chain.revealBenchmark(account, request.id, toHex(key)));
      return `The benchmark of request ${step.requestId} is public: everybody can recompute the scores.`;
    }
    case 'claim': {
      const { publicKey } = member(step.name);
      const rao = await chain.owedRao(publicKey);
      done(await chain.claim(member(step.name), publicKey));
      return `${step.name} claimed ${Number(rao) / RAO_PER_TAO} TAO.`;
    }
    case 'pass-time': {
      const { number } = await chain.bestBlock();
      if (number < step.untilBlock) await edges.newBlocks(step.untilBlock - number);
      return `Nothing to wait for: the chain went on to block ${step.untilBlock}.`;
    }
  }
}

async function open(edges: CrewEdges, options: LongCallOptions): Promise<string> {
  const seed = new DataView(edges.randomBytes(4).buffer).getUint32(0);
  const opened = done(
    await openRequest(
      {
        draft: WORD_PROBLEM_REQUEST,
        benchmark: crewBenchmark(seed),
        bountyRao: BOUNTY_RAO,
        thresholdPpm: THRESHOLD_PPM,
        deadlineBlock: (await edges.chain.bestBlock()).number + SUBMISSION_BLOCKS,
        scoringBlocks: SCORING_BLOCKS
      },
      {
        ...edges,
        account: edges.member(CREW_REQUESTER),
        keepSecret: ({ commitment, key }) => edges.vault.put(benchmarkKeyName(commitment), fromHex(key))
      },
      options
    )
  );
  return `${CREW_REQUESTER} posted request ${opened.requestId}: ${Number(BOUNTY_RAO) / RAO_PER_TAO} TAO, hidden benchmark of ${opened.sealedTo.length} validators.`;
}

async function score(
  { name, requestId, index }: Extract<CrewStep, { kind: 'score' }>,
  edges: CrewEdges,
  options: LongCallOptions
): Promise<string> {
  const { chain, member, vault, randomBytes } = edges;
  const account = member(name);
  const [request, submissions] = await Promise.all([chain.request(requestId), chain.submissions(requestId)]);
  const { secretKey } = await ensureSealingKey(chain, account, vault, randomBytes);
  const validator = { ...edges, account, sealingSecretKey: secretKey };
  const { report } = done(
    await measureSubmission({ request, submission: submissions[index]!, backend: 'auto' }, validator, options)
  );
  done(await sendScore(report, validator, options));
  return `${name} scored submission ${index} of request ${requestId}: ${report.verdict.score.toFixed(4)}.`;
}

function done<T extends { status: string }>(outcome: T): Exclude<T, { status: 'rejected' | 'cancelled' }> {
  if (outcome.status === 'rejected' || outcome.status === 'cancelled')
    throw new AppError('crew/stopped', 'The crew was stopped in the middle of a step.');
  return outcome as Exclude<T, { status: 'rejected' | 'cancelled' }>;
}
