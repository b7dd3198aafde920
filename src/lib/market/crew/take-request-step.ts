// What the crew does so that a request goes on, and with the packages in it.
import type { LongCallOptions } from '../../core/long-call.ts';
import { performAction } from '../action/perform-action.ts';
import { readRequestState } from '../request/request-state.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_REQUESTER } from './crew-members.ts';
import type { CrewStep } from './crew-view.ts';
import { doneStep } from './done-step.ts';

type AnybodysKind = 'snapshot' | 'draw' | 'draw-jury' | 'resolve' | 'settle' | 'reveal-benchmark';
type PackageKind = 'reveal-submission' | 'open-package' | 'deliver-key' | 'release-key';
export type RequestStep = Extract<CrewStep, { kind: AnybodysKind | PackageKind }>;

/** @returns a sentence of what was done. Errors are those of the verbs. */
export async function takeRequestStep(step: RequestStep, edges: CrewEdges, options: LongCallOptions): Promise<string> {
  const state = await readRequestState(edges.chain, step.requestId);
  const account = edges.member('name' in step ? step.name : CREW_REQUESTER);
  doneStep(await performAction(step, state, { ...edges, account }, options));
  return saying(step);
}

function saying(step: RequestStep): string {
  const request = `request ${step.requestId}`;
  switch (step.kind) {
    case 'snapshot':
      return `The validators of ${request} have their seats.`;
    case 'draw':
      return `Who must score ${request} is drawn.`;
    case 'draw-jury':
      return `The jury of challenge ${step.challengeId} in ${request} is drawn.`;
    case 'resolve':
      return `Challenge ${step.challengeId} in ${request} is resolved.`;
    case 'settle':
      return `Request ${step.requestId} is settled.`;
    case 'reveal-submission':
      return `${step.name} revealed submission ${step.submissionIndex} of ${request} to the validators.`;
    case 'open-package':
      return `${step.name} opened submission ${step.submissionIndex} of ${request}: everybody can fetch it.`;
    case 'deliver-key':
      return `${step.name} delivered the key of submission ${step.submissionIndex} of ${request}.`;
    case 'release-key':
      return `${step.name} released the key of submission ${step.submissionIndex} of ${request} to its buyer.`;
    case 'reveal-benchmark':
      return `The benchmark of ${request} is public: everybody can recompute the scores.`;
  }
}
