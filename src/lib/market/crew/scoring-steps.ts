// The crew's validators on a request's scores: measure, commit, reveal.
import { requestPhase } from '../request/request-phase.ts';
import type { CrewRequest, CrewStep, CrewView } from './crew-view.ts';

/** Submission by submission, so that one measurement serves all; commits once nothing more can be measured. */
export function scoringSteps(entry: CrewRequest, { block, validators }: CrewView): CrewStep[] {
  const { request, submissions, electors, measured } = entry;
  const requestId = request.id;
  const seated = validators.flatMap(({ name, neuron }) => {
    const elector = electors.find(({ hotkey }) => hotkey === neuron.publicKey);
    return elector ? [{ name, elector }] : [];
  });
  const phase = requestPhase(request, block);
  if (phase === 'revealing-scores')
    return seated
      .filter(({ elector }) => elector.commitment !== null && elector.revealedBlock === null)
      .map(({ name }) => ({ kind: 'reveal-scores', name, requestId }));
  if (phase !== 'scoring') return [];
  const open = seated.filter(({ elector }) => elector.commitment === null);
  return [
    ...submissions
      .filter(({ status }) => status === 'revealed')
      .flatMap(({ index, excludedSeats }) =>
        open
          .filter(({ name, elector }) => !excludedSeats.includes(elector.seat) && !measured[name]?.includes(index))
          .map(({ name }): CrewStep => ({ kind: 'score', name, requestId, submissionIndex: index }))
      ),
    ...open
      .filter(({ name }) => (measured[name]?.length ?? 0) > 0)
      .map(({ name }): CrewStep => ({ kind: 'commit-scores', name, requestId }))
  ];
}
