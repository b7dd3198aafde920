// How far the local chain may be pushed on: to where the next request goes on, never over what waits for a person.
import { challengeWindows } from '../request/challenge-windows.ts';
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import { requestPhase } from '../request/request-phase.ts';
import { requestWindows } from '../request/request-windows.ts';
import type { CrewRequest, CrewStep, CrewView } from './crew-view.ts';

export function passTime(view: CrewView): CrewStep[] {
  if (view.requests.some((entry) => waitsForAPerson(entry, view))) return [];
  const ahead = view.requests.flatMap((entry) => ends(entry, view.block)).filter((end) => end >= view.block);
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

function challengeEnds(challenge: Challenge, { terms }: MarketRequest): number[] {
  const { status, seedBlock, deadlineBlock } = challenge;
  if (status === 'seeded') return [seedBlock, deadlineBlock];
  if (status !== 'drawn') return [];
  const { commitEnd, revealEnd, appealEnd } = challengeWindows(challenge, terms);
  return [commitEnd, revealEnd, appealEnd].filter((end) => end !== null);
}

function waitsForAPerson(entry: CrewRequest, view: CrewView): boolean {
  const { request, isOwn } = entry;
  const phase = requestPhase(request, view.block);
  // Submissions and challenges are people's to make; in the crew's own requests the crew does not wait for them.
  if (!isOwn && (phase === 'collecting' || phase === 'challenging')) return true;
  const crew = new Set<string>([...view.miners, ...view.validators].map(({ neuron }) => neuron.publicKey));
  return isMinerDue(entry, crew, view.block) || isValidatorDue(entry, crew, view.block);
}

/** Somebody's submission to reveal, or package to open. */
function isMinerDue({ request, submissions }: CrewRequest, crew: ReadonlySet<string>, block: number): boolean {
  const isRevealing = requestPhase(request, block) === 'revealing';
  const { openEnd } = requestWindows(request);
  const isOpening = openEnd !== null && block <= openEnd;
  return submissions.some(
    ({ hotkey, status }) =>
      !crew.has(hotkey) && ((isRevealing && status === 'sealed') || (isOpening && status === 'passed'))
  );
}

/** Whoever put up a bond and has a seat means to use it. */
function isValidatorDue(
  { request, electors, challenges }: CrewRequest,
  crew: ReadonlySet<string>,
  block: number
): boolean {
  const phase = requestPhase(request, block);
  const people = electors.filter(({ hotkey }) => !crew.has(hotkey));
  if (phase === 'scoring') return people.some(({ commitment }) => commitment === null);
  if (phase === 'revealing-scores')
    return people.some(({ commitment, revealedBlock }) => commitment !== null && revealedBlock === null);
  const seats = people.map(({ seat }) => seat);
  return challenges
    .filter(({ status }) => status === 'drawn')
    .some(({ deadlineBlock, jurors }) =>
      jurors.some(
        ({ seat, commitment, revealedBlock }) =>
          seats.includes(seat) &&
          (block <= deadlineBlock ? commitment === null : commitment !== null && revealedBlock === null)
      )
    );
}
