// The crew on a challenge, whoever made it: draws the jury, serves on it, ends it.
import type { Challenge } from '../../core/market/market-state.ts';
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

function drawn(
  { requestId, id, deadlineBlock, jurors }: Challenge,
  { request, electors }: CrewRequest,
  { block, validators }: CrewView
): CrewStep[] {
  const revealEnd = deadlineBlock + request.terms.juryBlocks;
  const isDone = jurors.length > 0 && jurors.every(({ revealedBlock }) => revealedBlock !== null);
  if (isDone || block > revealEnd) return [{ kind: 'resolve', requestId, challengeId: id }];
  const isCommitting = block <= deadlineBlock;
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
