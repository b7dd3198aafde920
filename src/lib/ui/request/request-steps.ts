// The windows of a request in their order with where it stands now: what the strip above a request shows.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import { isOpenChallenge } from '../../market/request/is-open-challenge.ts';
import { requestPhase, type RequestPhase } from '../../market/request/request-phase.ts';
import { requestWindows } from '../../market/request/request-windows.ts';

export interface RequestStep {
  name: string;
  /** First and last block; null where that depends on a step that is still to come. */
  from: number | null;
  until: number | null;
  /** Blocks it has, where the first one is not known yet. */
  blocks: number | null;
  /** Open challenges that keep it from ending, and the last block of their juries; null where there is none. */
  waitsFor: { challenges: number; until: number } | null;
  state: 'past' | 'now' | 'ahead' | 'skipped';
}

const STEP_OF_PHASE: Record<RequestPhase, number> = {
  collecting: 0,
  revealing: 1,
  seating: 2,
  drawing: 2,
  scoring: 3,
  'revealing-scores': 4,
  challenging: 5,
  'to-settle': 6,
  settled: 7,
  refunded: 8
};

/** @param block the chain's best block. */
export function requestSteps(
  request: MarketRequest,
  block: number,
  challenges: readonly Challenge[] = []
): RequestStep[] {
  const { terms, openedBlock, drawnBlock, settledBlock, stage } = request;
  const windows = requestWindows(request);
  const now = STEP_OF_PHASE[requestPhase(request, block)];
  const { commitEnd, revealEnd, scoreCommitEnd, scoreRevealEnd, challengeEnd } = windows;
  const after = (end: number | null) => (end === null ? null : end + 1);
  const waitsFor = openJuries(request, challenges);
  const steps: (Omit<RequestStep, 'state' | 'waitsFor'> & Partial<RequestStep>)[] = [
    { name: 'Submissions', from: openedBlock, until: commitEnd, blocks: null },
    { name: 'Reveals', from: commitEnd + 1, until: revealEnd, blocks: null },
    { name: 'Draw', from: revealEnd + 1, until: drawnBlock ?? windows.drawEnd, blocks: null },
    { name: 'Scores', from: drawnBlock, until: scoreCommitEnd, blocks: terms.scoreCommitBlocks },
    { name: 'Score reveals', from: after(scoreCommitEnd), until: scoreRevealEnd, blocks: terms.scoreRevealBlocks },
    {
      name: 'Challenges',
      from: after(scoreRevealEnd),
      until: challengeEnd,
      blocks: terms.challengeBlocks,
      waitsFor
    },
    { name: 'Settlement', from: waitsFor ? null : after(challengeEnd), until: settledBlock, blocks: null },
    { name: 'Packages', from: settledBlock, until: windows.openEnd, blocks: terms.openBlocks }
  ];
  const isPackagesOver = stage === 'settled' && windows.openEnd !== null && block > windows.openEnd;
  return steps.map((step, i) => ({ waitsFor: null, ...step, state: stateOf(i) }));

  function stateOf(i: number): RequestStep['state'] {
    if (stage === 'refunded') {
      const wasReached = i <= 1 || i === 6 || (drawnBlock !== null && i < 6);
      return wasReached ? 'past' : 'skipped';
    }
    if (i === now) return isPackagesOver ? 'past' : 'now';
    if (i > now) return 'ahead';
    return drawnBlock === null && i >= 2 && i < 6 ? 'skipped' : 'past';
  }
}

/** A jury that is not drawn yet can be drawn as late as its deadline, and then has both of its windows and that for appeals. */
function openJuries({ stage, terms }: MarketRequest, challenges: readonly Challenge[]): RequestStep['waitsFor'] {
  const open = challenges.filter(isOpenChallenge);
  if (stage !== 'scoring' || open.length === 0) return null;
  const ends = open.map(({ status, deadlineBlock }) => deadlineBlock + terms.juryBlocks * (status === 'drawn' ? 2 : 3));
  return { challenges: open.length, until: Math.max(...ends) };
}
