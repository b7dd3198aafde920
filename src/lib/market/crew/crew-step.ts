// What the demonstration crew does next, decided from the state of the chain alone: so it goes on after a reload, and works
// beside a person on the same market. Validators score everybody's submissions; miners answer the crew's own requests.
import type { MarketRequest, MarketSubmission, Neuron } from '../../chain/market-chain.ts';
import { requestPhase } from '../request-phase.ts';

export interface CrewRequest {
  request: MarketRequest;
  submissions: MarketSubmission[];
  /** Posted by the crew, not by a person. */
  isOwn: boolean;
  /** Whether the key of its benchmark is public. */
  isRevealed: boolean;
}

export interface CrewNeuron {
  /** Name of its development account. */
  name: string;
  neuron: Neuron;
}

export interface CrewView {
  block: number;
  requests: CrewRequest[];
  /** The crew's neurons, in the order they work. */
  validators: CrewNeuron[];
  miners: CrewNeuron[];
  /** Names of the validators that benchmarks can be sealed to. */
  ready: readonly string[];
  /** Names of crew members the contract owes something. */
  owed: readonly string[];
}

export interface CrewOrder {
  /** The crew posts one request after this block. */
  sinceBlock: number;
  /** How many of the miners answer. */
  miners: number;
}

export type CrewStep =
  | { kind: 'publish-key'; name: string }
  | { kind: 'open' }
  | { kind: 'submit'; name: string; requestId: number }
  | { kind: 'score'; name: string; requestId: number; index: number }
  | { kind: 'set-weights'; name: string }
  | { kind: 'settle'; requestId: number }
  | { kind: 'reveal'; requestId: number }
  | { kind: 'claim'; name: string }
  /** Makes blocks at once: nothing is left to do but wait, and no person's request is in progress. */
  | { kind: 'pass-time'; untilBlock: number };

/** Names a step, so that one that failed is not tried for ever. */
export const stepName = (step: CrewStep): string => JSON.stringify(step);

/** @param givenUp names of steps that failed. @returns null when there is nothing to do now. */
export function nextCrewStep(view: CrewView, order: CrewOrder, givenUp: readonly string[]): CrewStep | null {
  return candidates(view, order).find((step) => !givenUp.includes(stepName(step))) ?? null;
}

function candidates(view: CrewView, order: CrewOrder): CrewStep[] {
  const keys = view.validators.filter(({ name }) => !view.ready.includes(name));
  if (keys.length > 0) return keys.map(({ name }) => ({ kind: 'publish-key', name }));
  const own = view.requests.filter(({ isOwn }) => isOwn);
  return [
    ...(own.some(({ request }) => request.openedBlock > order.sinceBlock) ? [] : [{ kind: 'open' } as const]),
    ...own.flatMap((entry) => answers(entry, view, order)),
    ...view.requests.flatMap((entry) => scores(entry, view)),
    ...weights(view),
    ...view.requests.flatMap(({ request }): CrewStep[] =>
      requestPhase(request, view.block) === 'to-settle' ? [{ kind: 'settle', requestId: request.id }] : []
    ),
    ...own.flatMap(({ request, isRevealed }): CrewStep[] =>
      request.status === 'open' || isRevealed ? [] : [{ kind: 'reveal', requestId: request.id }]
    ),
    ...view.owed.map((name): CrewStep => ({ kind: 'claim', name })),
    ...passTime(view)
  ];
}

function answers({ request, submissions }: CrewRequest, { block, miners }: CrewView, order: CrewOrder): CrewStep[] {
  if (requestPhase(request, block) !== 'collecting') return [];
  return miners
    .slice(0, order.miners)
    .filter(({ neuron }) => !submissions.some(({ hotkey }) => hotkey === neuron.publicKey))
    .map(({ name }) => ({ kind: 'submit', name, requestId: request.id }));
}

function scores({ request, submissions }: CrewRequest, { block, validators }: CrewView): CrewStep[] {
  if (requestPhase(request, block) !== 'scoring') return [];
  return submissions.flatMap((submission) =>
    validators
      .filter(({ neuron }) => !submission.scores.some(({ uid }) => uid === neuron.uid))
      .map(({ name }): CrewStep => ({ kind: 'score', name, requestId: request.id, index: submission.index }))
  );
}

/** Each validator that gave a score since it last set weights. */
function weights({ requests, validators }: CrewView): CrewStep[] {
  const given = requests.flatMap(({ submissions }) => submissions.flatMap((submission) => submission.scores));
  return validators
    .filter(({ neuron }) => given.some(({ uid, block }) => uid === neuron.uid && block > neuron.lastUpdateBlock))
    .map(({ name }) => ({ kind: 'set-weights', name }));
}

function passTime({ block, requests }: CrewView): CrewStep[] {
  const open = requests.filter(({ request }) => request.status === 'open');
  if (open.length === 0 || open.some(({ isOwn }) => !isOwn)) return [];
  const ends = open.map(({ request }) =>
    requestPhase(request, block) === 'collecting' ? request.deadlineBlock : request.scoringEndBlock
  );
  return [{ kind: 'pass-time', untilBlock: Math.min(...ends) + 1 }];
}
