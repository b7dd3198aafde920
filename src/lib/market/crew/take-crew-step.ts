// Does one step of the crew with the product's own verbs, and says in a sentence what came out.
import { taoText } from '../../core/encoding/tao.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { commitSubmission } from '../submission/commit-submission.ts';
import { ensureSealingKey } from '../keys/ensure-sealing-key.ts';
import { proposeWeights } from '../weights/propose-weights.ts';
import { submitWeights } from '../weights/submit-weights.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_MINERS, crewDataset } from './crew-members.ts';
import type { CrewStep } from './crew-view.ts';
import { doneStep } from './done-step.ts';
import { openCrewRequest } from './open-crew-request.ts';
import { takeRequestStep } from './take-request-step.ts';
import { takeScoringStep } from './take-scoring-step.ts';

/** @returns a sentence of what was done. Errors are those of the verbs; the signal's reason when cancelled. */
export async function takeCrewStep(step: CrewStep, edges: CrewEdges, options: LongCallOptions = {}): Promise<string> {
  const { chain, member } = edges;
  switch (step.kind) {
    case 'publish-key':
      await ensureSealingKey(chain, member(step.name), edges.vault, edges.randomBytes, {
        replace: true,
        renew: 'when-due'
      });
      return `${step.name} published a sealing key.`;
    case 'deposit-bond':
      doneStep(await chain.depositBond(member(step.name), BigInt(step.rao)));
      return `${step.name} added ${taoText(BigInt(step.rao))} TAO to its bond.`;
    case 'open':
      return openCrewRequest(edges, options);
    case 'submit': {
      const miner = CREW_MINERS.find(({ name }) => name === step.name)!;
      const data = crewDataset(miner, step.requestId);
      const account = member(miner.name);
      doneStep(await commitSubmission({ requestId: step.requestId, entry: { data } }, { ...edges, account }, options));
      return `${miner.name} committed ${miner.says} to request ${step.requestId}.`;
    }
    case 'score':
    case 'commit-scores':
    case 'reveal-scores':
    case 'judge':
    case 'reveal-verdict':
      return takeScoringStep(step, edges, options);
    case 'set-weights': {
      const { uids, values } = await proposeWeights(edges, member(step.name));
      if (uids.length === 0)
        throw new AppError('crew/no-weights', `${step.name} has no score that counts, so there are no weights to set.`);
      doneStep(await submitWeights({ vector: { uids, values }, mechid: 0 }, { ...edges, account: member(step.name) }));
      return `${step.name} set weights ${uids.map((uid, i) => `${uid}: ${values[i]}`).join(', ')}.`;
    }
    case 'snapshot':
    case 'draw':
    case 'draw-jury':
    case 'resolve':
    case 'settle':
    case 'reveal-submission':
    case 'open-package':
    case 'deliver-key':
    case 'release-key':
    case 'reveal-benchmark':
      return takeRequestStep(step, edges, options);
    case 'claim': {
      const { publicKey } = member(step.name);
      const rao = await chain.owedRao(publicKey);
      doneStep(await chain.claim(member(step.name), publicKey));
      return `${step.name} claimed ${taoText(rao)} TAO.`;
    }
    case 'pass-time': {
      const { number } = await chain.bestBlock();
      if (number < step.untilBlock) await edges.newBlocks(step.untilBlock - number);
      return `Nothing to wait for: the chain went on to block ${step.untilBlock}.`;
    }
  }
}
