// The usual way of a request, left at a random place.
import { OUTSIDER } from '../market-actors.ts';
import { changeStep } from './change-step.ts';
import { juryStep } from './jury-steps.ts';
import { revealScoresStep, scoresStep } from './scoring-steps.ts';
import type { SequenceRun } from './sequence-run.ts';
import { challengeEnd, commitEnd, revealEnd, scoreEnd, type KnownRequest } from './sequence-state.ts';
import { firstDeliveryStep } from './settled-steps.ts';
import { commitStep, revealStep } from './submission-steps.ts';

/** Some way into the life of the first request, so that sequences begin at every stage. */
export async function leadRequest(run: SequenceRun): Promise<void> {
  const { world, random, market } = run;
  const request = market.requests[0]!;
  if (random.chance(0.15)) return;
  for (let i = 0; i < 2; i++) if (random.chance(0.2)) await run.call(changeStep(random, 0n, request));
  for (let i = 0; i < 3; i++) await run.call(commitStep(random, world, 0n, request));
  if (random.chance(0.1)) return;
  // A request that was cancelled just now has no submissions, and nothing below goes through.
  world.block = request.terms.deadlineBlock + 1n;
  for (const index of request.commits.keys()) if (random.chance(0.9)) await run.call(revealStep(0n, request, index));
  if (random.chance(0.15)) return;
  world.block = revealEnd(request) + 1n;
  if (!(await run.outsider('snapshot', [0n]))) return;
  world.block = request.seedBlock + 1n;
  if (random.chance(0.2) || !(await run.outsider('draw', [0n, 64n])) || random.chance(0.1)) return;
  for (const seat of request.seats.keys())
    if (random.chance(0.9)) await run.call(scoresStep(random, world, 0n, request, seat));
  if (random.chance(0.1)) return;
  world.block = commitEnd(request) + 1n;
  for (const seat of request.seats.keys()) if (random.chance(0.9)) await run.call(revealScoresStep(0n, request, seat));
  if (random.chance(0.7)) {
    world.block = scoreEnd(request) + 1n;
    if (random.chance(0.5)) await leadJury(run, request);
  }
  if (random.chance(0.45)) return;
  if (world.block <= challengeEnd(request)) world.block = challengeEnd(request) + 1n;
  await run.outsider('settle', [0n, random.pick([2n, 4n, 6n, 50n, 50n, 50n])]);
  for (const index of [...request.held]) if (random.chance(0.6)) await run.call(firstDeliveryStep(0n, request, index));
}

/** A challenge whose jury has mostly revealed. */
async function leadJury(run: SequenceRun, request: KnownRequest): Promise<void> {
  const { world, random } = run;
  const [seat] = request.revealedSeats;
  const args = [0n, BigInt(random.below(request.commits.length)), BigInt(seat ?? 0), 'evidence'];
  const rao = request.terms.challengeBondRao;
  if (!(await run.call({ from: OUTSIDER.address, name: 'challenge', args, rao }))) return;
  const challenge = request.challenges[0]!;
  world.block = challenge.seedBlock + 1n;
  if (!(await run.outsider('drawJury', [0n, 0n])) || challenge.jurors.length === 0) return;
  for (let i = 0; i < 4; i++) await run.call(juryStep(random, world, 0n, request, 0));
  world.block = challenge.commitEndBlock + 1n;
  for (let i = 0; i < 5 && !challenge.resolved; i++) await run.call(juryStep(random, world, 0n, request, 0));
}
