// What the demonstration crew does now, as a sentence.
import type { CrewStep } from '../../market/crew/crew-view.ts';

export function crewWords(step: CrewStep): string {
  switch (step.kind) {
    case 'publish-key':
      return `${step.name} publishes a sealing key…`;
    case 'deposit-bond':
      return `${step.name} deposits a bond…`;
    case 'open':
      return 'The requester posts a request…';
    case 'submit':
      return `${step.name} prepares a dataset…`;
    case 'reveal-submission':
      return `${step.name} reveals its submission to request ${step.requestId}…`;
    case 'snapshot':
      return `The validators of request ${step.requestId} are seated…`;
    case 'draw':
      return `Who must score request ${step.requestId} is drawn…`;
    case 'score':
      return `${step.name} scores submission ${step.submissionIndex} of request ${step.requestId}…`;
    case 'commit-scores':
      return `${step.name} commits its scores of request ${step.requestId}…`;
    case 'reveal-scores':
      return `${step.name} reveals its scores of request ${step.requestId}…`;
    case 'draw-jury':
      return `A jury is drawn for challenge ${step.challengeId} of request ${step.requestId}…`;
    case 'judge':
      return `${step.name} judges challenge ${step.challengeId} of request ${step.requestId}…`;
    case 'reveal-verdict':
      return `${step.name} reveals its verdict in challenge ${step.challengeId} of request ${step.requestId}…`;
    case 'resolve':
      return `Challenge ${step.challengeId} of request ${step.requestId} is resolved…`;
    case 'set-weights':
      return `${step.name} sets weights…`;
    case 'settle':
      return `Request ${step.requestId} is settled…`;
    case 'open-package':
      return `${step.name} opens the package of submission ${step.submissionIndex}…`;
    case 'deliver-key':
      return `${step.name} delivers the key of submission ${step.submissionIndex}…`;
    case 'release-key':
      return `${step.name} releases the key of submission ${step.submissionIndex} to a buyer…`;
    case 'reveal-benchmark':
      return `The benchmark of request ${step.requestId} is published…`;
    case 'claim':
      return `${step.name} claims its pay…`;
    case 'pass-time':
      return `The chain goes on to block ${step.untilBlock}…`;
    default:
      return step satisfies never;
  }
}
