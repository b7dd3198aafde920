// How far the local chain may be pushed on: to where the crew's own requests go on, never over what waits for a person.
import type { Challenge, MarketRequest } from '../../chain/market-chain.ts';
import { requestPhase } from '../request-phase.ts';
import { requestWindows } from '../request-windows.ts';
import type { CrewRequest, CrewStep, CrewView } from './crew-view.ts';

export function passTime(view: CrewView): CrewStep[] {
  if (view.requests.some((entry) => waitsForAPerson(entry, view))) return [];
  const ahead = view.requests
    .filter(({ isOwn }) => isOwn)
    .flatMap((entry) => ends(entry, view.block))
    .filter((end) => end >= view.block);
  return ahead.length === 0 ? [] : [{ kind: 'pass-time', untilBlock: Math.min(...ahead) + 1 }];
}

/** Last blocks of what is under way in a request. */
function ends({ request, challenges }: CrewRequest, block: number): number[] {
  const { commitEnd, revealEnd, scoreCommitEnd, scoreRevealEnd, challengeEnd } = requestWindows(request);
  switch (requestPhase(request, block)) {
    case 'collecting':
      return [commitEnd];
    case 'revealing':
      return [revealEnd];
    case 'drawing':
      return [request.seedBlock!];
    case 'scoring':
      return [scoreCommitEnd!];
    case 'revealing-scores':
      return [scoreRevealEnd!];
    case 'challenging':
      return [challengeEnd!, ...challenges.flatMap((challenge) => challengeEnds(challenge, request))];
    default:
      return [];
  }
}

function challengeEnds({ status, seedBlock, deadlineBlock }: Challenge, { terms }: MarketRequest): number[] {
  if (status === 'seeded') return [seedBlock, deadlineBlock];
  return status === 'drawn' ? [deadlineBlock, deadlineBlock + terms.juryBlocks] : [];
}

function waitsForAPerson({ request, submissions, electors, challenges, isOwn }: CrewRequest, view: CrewView): boolean {
  const { block, miners, validators } = view;
  const phase = requestPhase(request, block);
  const isOver = phase === 'settled' || phase === 'refunded';
  if (!isOwn && !isOver) return true;
  const crewKeys = new Set<string>([...miners, ...validators].map(({ neuron }) => neuron.publicKey));
  const { openEnd } = requestWindows(request);
  const isPackageWaiting = submissions.some(
    ({ hotkey, status }) =>
      !crewKeys.has(hotkey) &&
      ((phase === 'revealing' && status === 'sealed') || (status === 'passed' && openEnd !== null && block <= openEnd))
  );
  // A person who validates shows it by the first commit; seats that nobody uses hold nothing up.
  const people = electors.filter(({ hotkey, commitment }) => !crewKeys.has(hotkey) && commitment !== null);
  const isRevealWaiting = phase === 'revealing-scores' && people.some(({ revealedBlock }) => revealedBlock === null);
  const isVerdictWaiting = challenges.some(
    ({ status, deadlineBlock, jurors }) =>
      status === 'drawn' &&
      jurors.some(
        ({ seat, commitment, revealedBlock }) =>
          people.some((elector) => elector.seat === seat) &&
          (block <= deadlineBlock ? commitment === null : commitment !== null && revealedBlock === null)
      )
  );
  return isPackageWaiting || isRevealWaiting || isVerdictWaiting;
}
