// What the demonstration crew does next, decided from the state of the chain alone: so it goes on after a reload, and works
// beside a person on the same market. Validators serve everybody's requests; miners answer the crew's own.
import { VALIDATOR_BOND_RAO } from '../request/default-terms.ts';
import { requestPhase } from '../request/request-phase.ts';
import { challengeSteps } from './challenge-steps.ts';
import type { CrewOrder, CrewRequest, CrewStep, CrewView } from './crew-view.ts';
import { deliverySteps } from './delivery-steps.ts';
import { passTime } from './pass-time.ts';
import { scoringSteps } from './scoring-steps.ts';

/** Names a step, so that one that failed is not tried for ever. */
export const stepName = (step: CrewStep): string => JSON.stringify(step);

/** @param givenUp names of steps that failed. @returns null when there is nothing to do now. */
export function nextCrewStep(view: CrewView, order: CrewOrder, givenUp: readonly string[]): CrewStep | null {
  const steps = candidates(view, order);
  const isGivenUp = (step: CrewStep) => givenUp.includes(stepName(step));
  const next = steps.find((step) => !isGivenUp(step)) ?? null;
  if (next?.kind !== 'pass-time') return next;
  // What the crew could not do for a person, the person may still do.
  const foreign = view.requests.filter(({ isOwn }) => !isOwn).map(({ request }) => request.id);
  const isLeftToPerson = steps.some(
    (step) => isGivenUp(step) && 'requestId' in step && foreign.includes(step.requestId)
  );
  return isLeftToPerson ? null : next;
}

function candidates(view: CrewView, order: CrewOrder): CrewStep[] {
  const { block, requests, validators } = view;
  const keys = validators.filter(({ name }) => !view.ready.includes(name));
  if (keys.length > 0) return keys.map(({ name }) => ({ kind: 'publish-key', name }));
  const own = requests.filter(({ isOwn }) => isOwn);
  return [
    ...requests.flatMap((entry) => bonds(entry, view)),
    ...(own.some(({ request }) => request.openedBlock > order.sinceBlock) ? [] : opening(view)),
    ...own.flatMap((entry) => answers(entry, view, order)),
    ...requests.flatMap((entry) => reveals(entry, view)),
    ...requests.flatMap((entry) => seats(entry, block)),
    ...requests.flatMap((entry) => scoringSteps(entry, view)),
    ...requests.flatMap((entry) => challengeSteps(entry, view)),
    ...requests.flatMap(({ request }): CrewStep[] =>
      requestPhase(request, block) === 'to-settle' ? [{ kind: 'settle', requestId: request.id }] : []
    ),
    ...requests.flatMap((entry) => deliverySteps(entry, view)),
    ...weights(view),
    ...own.flatMap(({ request: { id, stage }, isRevealed }): CrewStep[] =>
      isRevealed || (stage !== 'settled' && stage !== 'refunded') ? [] : [{ kind: 'reveal-benchmark', requestId: id }]
    ),
    ...view.owed.map((name): CrewStep => ({ kind: 'claim', name })),
    ...passTime(view)
  ];
}

/** A request can only be opened where enough validators could be seated for it now. */
function opening({ validators }: CrewView): CrewStep[] {
  const poor = validators.filter(({ freeBondRao }) => freeBondRao < VALIDATOR_BOND_RAO);
  if (poor.length === 0) return [{ kind: 'open' }];
  return poor.map(({ name, freeBondRao }) => ({
    kind: 'deposit-bond',
    name,
    rao: String(VALIDATOR_BOND_RAO - freeBondRao)
  }));
}

/** A seat takes a bond at the snapshot, a commit of scores takes it once more. */
function bonds({ request, electors }: CrewRequest, { block, validators }: CrewView): CrewStep[] {
  const { validatorBondRao } = request.terms;
  const phase = requestPhase(request, block);
  const isBeforeSeats = phase === 'collecting' || phase === 'revealing' || phase === 'seating';
  return validators.flatMap(({ name, neuron, freeBondRao }): CrewStep[] => {
    const elector = electors.find(({ hotkey }) => hotkey === neuron.publicKey);
    const isNeeded = isBeforeSeats || (phase === 'scoring' && elector !== undefined && elector.commitment === null);
    if (!isNeeded || freeBondRao >= validatorBondRao) return [];
    return [{ kind: 'deposit-bond', name, rao: String(validatorBondRao - freeBondRao) }];
  });
}

function answers({ request, submissions }: CrewRequest, { block, miners }: CrewView, order: CrewOrder): CrewStep[] {
  if (requestPhase(request, block) !== 'collecting' || block >= request.terms.deadlineBlock) return [];
  return miners
    .slice(0, order.miners)
    .filter(({ neuron }) => !submissions.some(({ hotkey }) => hotkey === neuron.publicKey))
    .map(({ name }) => ({ kind: 'submit', name, requestId: request.id }));
}

function reveals({ request, submissions }: CrewRequest, { block, miners }: CrewView): CrewStep[] {
  if (requestPhase(request, block) !== 'revealing') return [];
  return submissions.flatMap(({ index, hotkey, status }): CrewStep[] => {
    const miner = miners.find(({ neuron }) => neuron.publicKey === hotkey);
    if (!miner || status !== 'sealed') return [];
    return [{ kind: 'reveal-submission', name: miner.name, requestId: request.id, submissionIndex: index }];
  });
}

function seats({ request }: CrewRequest, block: number): CrewStep[] {
  const phase = requestPhase(request, block);
  if (phase === 'seating') return [{ kind: 'snapshot', requestId: request.id }];
  return phase === 'drawing' && block > request.seedBlock! ? [{ kind: 'draw', requestId: request.id }] : [];
}

/** Each validator whose scores were paid for since it last set weights: what was paid is what weights follow. */
function weights({ requests, validators }: CrewView): CrewStep[] {
  const paid = requests.flatMap(({ submissions }) => submissions.filter(({ status }) => status === 'opened'));
  return validators
    .filter(({ neuron }) =>
      paid.some(
        ({ closedBlock, scores }) =>
          closedBlock! > neuron.lastUpdateBlock &&
          scores.some(
            ({ hotkey, scorePpm, isStruck, isOutlier }) =>
              hotkey === neuron.publicKey && scorePpm > 0 && !isStruck && !isOutlier
          )
      )
    )
    .map(({ name }) => ({ kind: 'set-weights', name }));
}
