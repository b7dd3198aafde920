// Does one step of the crew with the product's own verbs, and says in a sentence what came out.
import { toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { commitSubmission } from '../submission/commit-submission.ts';
import { deliverKey } from '../delivery/deliver-key.ts';
import { ensureSealingKey } from '../keys/ensure-sealing-key.ts';
import { findBenchmarkKey } from '../scoring/find-benchmark-key.ts';
import { openPackage } from '../delivery/open-package.ts';
import { proposeWeights } from '../weights/propose-weights.ts';
import { releaseKey } from '../delivery/release-key.ts';
import { revealSubmission } from '../submission/reveal-submission.ts';
import { submitWeights } from '../weights/submit-weights.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_MINERS, CREW_REQUESTER, crewDataset } from './crew-members.ts';
import type { CrewStep } from './crew-view.ts';
import { doneStep } from './done-step.ts';
import { openCrewRequest } from './open-crew-request.ts';
import { takeScoringStep } from './take-scoring-step.ts';

const RAO_PER_TAO = 1e9;

/** @returns a sentence of what was done. Errors are those of the verbs; the signal's reason when cancelled. */
export async function takeCrewStep(step: CrewStep, edges: CrewEdges, options: LongCallOptions = {}): Promise<string> {
  const { chain, member } = edges;
  const anybody = member(CREW_REQUESTER);
  switch (step.kind) {
    case 'publish-key':
      await ensureSealingKey(chain, member(step.name), edges.vault, edges.randomBytes, { replace: true });
      return `${step.name} published a sealing key.`;
    case 'deposit-bond':
      doneStep(await chain.depositBond(member(step.name), BigInt(step.rao)));
      return `${step.name} added ${tao(BigInt(step.rao))} TAO to its bond.`;
    case 'open':
      return openCrewRequest(edges, options);
    case 'submit': {
      const miner = CREW_MINERS.find(({ name }) => name === step.name)!;
      const data = crewDataset(miner, step.requestId);
      const account = member(miner.name);
      doneStep(await commitSubmission({ requestId: step.requestId, entry: { data } }, { ...edges, account }, options));
      return `${miner.name} committed ${miner.says} to request ${step.requestId}.`;
    }
    case 'snapshot':
      doneStep(await chain.snapshot(anybody, step.requestId));
      return `The validators of request ${step.requestId} have their seats.`;
    case 'draw':
      doneStep(await chain.draw(anybody, step.requestId));
      return `Who must score request ${step.requestId} is drawn.`;
    case 'score':
    case 'commit-scores':
    case 'reveal-scores':
    case 'judge':
    case 'reveal-verdict':
      return takeScoringStep(step, edges, options);
    case 'draw-jury':
      doneStep(await chain.drawJury(anybody, step));
      return `The jury of challenge ${step.challengeId} in request ${step.requestId} is drawn.`;
    case 'resolve':
      doneStep(await chain.resolve(anybody, step));
      return `Challenge ${step.challengeId} in request ${step.requestId} is resolved.`;
    case 'set-weights': {
      const { uids, values } = await proposeWeights(edges, member(step.name));
      if (uids.length === 0)
        throw new AppError('crew/no-weights', `${step.name} has no score above 0, so there are no weights to set.`);
      doneStep(await submitWeights({ vector: { uids, values }, mechid: 0 }, { ...edges, account: member(step.name) }));
      return `${step.name} set weights ${uids.map((uid, i) => `${uid}: ${values[i]}`).join(', ')}.`;
    }
    case 'settle':
      doneStep(await chain.settle(anybody, step.requestId));
      return `Request ${step.requestId} is settled.`;
    case 'reveal-submission':
    case 'open-package':
    case 'deliver-key':
    case 'release-key':
      return takePackageStep(step, edges, options);
    case 'reveal-benchmark':
      return revealBenchmark(step.requestId, edges, options);
    case 'claim': {
      const { publicKey } = member(step.name);
      const rao = await chain.owedRao(publicKey);
      doneStep(await chain.claim(member(step.name), publicKey));
      return `${step.name} claimed ${tao(rao)} TAO.`;
    }
    case 'pass-time': {
      const { number } = await chain.bestBlock();
      if (number < step.untilBlock) await edges.newBlocks(step.untilBlock - number);
      return `Nothing to wait for: the chain went on to block ${step.untilBlock}.`;
    }
  }
}

type PackageKind = 'reveal-submission' | 'open-package' | 'deliver-key' | 'release-key';

async function takePackageStep(
  step: Extract<CrewStep, { kind: PackageKind }>,
  edges: CrewEdges,
  options: LongCallOptions
): Promise<string> {
  const { chain } = edges;
  const { name, requestId, index } = step;
  const holder = { ...edges, account: edges.member(name) };
  const [request, submissions] = await Promise.all([chain.request(requestId), chain.submissions(requestId)]);
  const place = { request, submission: submissions[index]! };
  switch (step.kind) {
    case 'reveal-submission':
      doneStep(await revealSubmission(place, holder, options));
      return `${name} revealed submission ${index} of request ${requestId} to the validators.`;
    case 'open-package':
      doneStep(await openPackage(place, holder, options));
      return `${name} opened submission ${index} of request ${requestId}: everybody can fetch it.`;
    case 'deliver-key':
      doneStep(await deliverKey(place, holder, options));
      return `${name} delivered the key of submission ${index} of request ${requestId}.`;
    case 'release-key': {
      const purchase = (await chain.purchases(requestId, index))[step.purchaseId]!;
      doneStep(await releaseKey({ ...place, purchase }, holder, options));
      return `${name} released the key of submission ${index} of request ${requestId} to its buyer.`;
    }
  }
}

async function revealBenchmark(requestId: number, edges: CrewEdges, options: LongCallOptions): Promise<string> {
  const { chain } = edges;
  const request = await chain.request(requestId);
  const account = edges.member(CREW_REQUESTER);
  const key = await findBenchmarkKey({ request, account }, edges, options);
  if (!key) throw new AppError('crew/no-key', `The benchmark's key of request ${request.id} is not in this browser.`);
  doneStep(await chain.revealBenchmark(account, { requestId, seat: REQUESTER_SEAT, key: toHex(key) }));
  return `The benchmark of request ${requestId} is public: everybody can recompute the scores.`;
}

/** The contract looks at no seat of the requester's. */
const REQUESTER_SEAT = 0;

const tao = (rao: bigint): number => Number(rao) / RAO_PER_TAO;
