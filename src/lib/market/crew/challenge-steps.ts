// The crew on a challenge, whoever made it: draws the jury, serves on it, ends it.
import type { Challenge } from '../../core/market/market-state.ts';
import { challengeWindows } from '../request/challenge-windows.ts';
import type { CrewRequest, CrewStep, CrewView } from './crew-view.ts';

export function challengeSteps(entry: CrewRequest, view: CrewView): CrewStep[] {
  if (entry.request.stage !== 'scoring') return [];
  return entry.challenges.flatMap((challenge) => {
    if (challenge.status === 'seeded') return seeded(challenge, view.block);
    return challenge.status === 'drawn' ? drawn(challenge, entry, view) : [];
  });
}

function seeded({ requestId, id, seedBlock, deadlineBlock }: Challenge, block: number): CrewStep[] {
  if (block <= seedBlock) return [];
  return [{ kind: block <= deadlineBlock ? 'draw-jury' : 'resolve', requestId, challengeId: id }];
}

function drawn(challenge: Challenge, { request, electors }: CrewRequest, { block, validators }: CrewView): CrewStep[] {
  const { requestId, id, jurors } = challenge;
  const { commitEnd, revealEnd, resolveFrom } = challengeWindows(challenge, request.terms);
  if (resolveFrom === null || block >= resolveFrom) return [{ kind: 'resolve', requestId, challengeId: id }];
  if (block > revealEnd!) return [];
  const isCommitting = block <= commitEnd!;
  return jurors
    .filter(({ commitment, revealedBlock }) =>
      isCommitting ? commitment === null : commitment !== null && revealedBlock === null
    )
    .flatMap(({ seat }): CrewStep[] => {
      const hotkey = electors.find((elector) => elector.seat === seat)?.hotkey;
      const member = validators.find(({ neuron }) => neuron.publicKey === hotkey);
      if (!member) return [];
      return [{ kind: isCommitting ? 'judge' : 'reveal-verdict', name: member.name, requestId, challengeId: id }];
    });
}
