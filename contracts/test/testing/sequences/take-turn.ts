// One random step of a sequence.
import { TAO } from '../market-actors.ts';
import { nothingToDo, randomBlock } from './random-block.ts';
import { randomStep } from './random-step.ts';
import type { SequenceRun } from './sequence-run.ts';

/** A random call, a later block, or now and then a subnet that has changed. */
export async function takeTurn(run: SequenceRun): Promise<void> {
  const { world, random, market } = run;
  const { stages } = run.readLedger();
  if (random.chance(0.03)) changeSubnet(run);
  if (random.chance(0.02)) world.refusePayments = !world.refusePayments;
  if (random.chance(nothingToDo(world.block, market, stages) ? 0.6 : 0.06)) {
    world.block = randomBlock(random, world.block, market);
    market.history.push(`block ${world.block}`);
    return;
  }
  await run.call(randomStep(random, world, market, stages));
}

/** Stake, permits and keys move, as they do on a chain. */
function changeSubnet(run: SequenceRun): void {
  const { world, random } = run;
  const neuron = random.pick(world.neurons);
  random.pick([
    () => (neuron.alphaRao = random.pick([0n, 1n, 300n * TAO, 2n ** 64n + 5n])),
    () => (neuron.rootRao = random.pick([0n, 5n, 1_000n * TAO])),
    () => (neuron.permit = !neuron.permit),
    () => (neuron.coldkey = random.pick(world.neurons).coldkey)
  ])();
  run.market.history.push('the subnet changes');
}
