// The crew after a settlement: packages are opened or delivered, keys released to buyers. A person's package is left to the
// person for the first half of the time; then a validator opens it, so that its share is not lost.
import { requestWindows } from '../request/request-windows.ts';
import { CREW_REQUESTER } from './crew-members.ts';
import type { CrewRequest, CrewStep, CrewView } from './crew-view.ts';

export function deliverySteps(entry: CrewRequest, view: CrewView): CrewStep[] {
  return entry.request.stage === 'settled' ? [...openings(entry, view), ...releases(entry, view)] : [];
}

function openings(
  { request, submissions, electors }: CrewRequest,
  { block, miners, validators }: CrewView
): CrewStep[] {
  const openEnd = requestWindows(request).openEnd!;
  if (block > openEnd) return [];
  const isLate = block > openEnd - request.terms.openBlocks / 2;
  const kind = request.terms.privateDelivery ? 'deliver-key' : 'open-package';
  const scorer = validators.find(({ neuron }) =>
    electors.some(({ hotkey, revealedBlock }) => hotkey === neuron.publicKey && revealedBlock !== null)
  );
  return submissions
    .filter(({ status }) => status === 'passed')
    .flatMap(({ index, hotkey }): CrewStep[] => {
      const by = miners.find(({ neuron }) => neuron.publicKey === hotkey) ?? (isLate ? scorer : undefined);
      return by ? [{ kind, name: by.name, requestId: request.id, submissionIndex: index }] : [];
    });
}

/** The miner has the key; the requester was delivered one. */
function releases({ request, submissions, isOwn, unreleased }: CrewRequest, { miners }: CrewView): CrewStep[] {
  return unreleased.flatMap(({ submissionIndex, purchaseId }): CrewStep[] => {
    const miner = miners.find(({ neuron }) => neuron.publicKey === submissions[submissionIndex]?.hotkey);
    const name = miner?.name ?? (isOwn ? CREW_REQUESTER : null);
    return name === null ? [] : [{ kind: 'release-key', name, requestId: request.id, submissionIndex, purchaseId }];
  });
}
