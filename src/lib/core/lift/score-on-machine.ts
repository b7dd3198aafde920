// Scores a dataset with what a machine has.
import type { LongCallOptions } from '../long-call.ts';
import type { CheckpointStore } from '../mechanism/checkpoint-store.ts';
import type { Machine } from '../mechanism/machine.ts';
import type { LiftInput } from './lift-input.ts';
import type { MeasurementCheckpoint } from './measure-lift.ts';
import { liftProtocolOf, type LiftProtocol } from './protocol.ts';
import { scoreDataset, type ScoreOutcome } from './score-dataset.ts';

/** Progress, outcomes and errors as of `scoreDataset`, and errors of the machine. */
export async function scoreOnMachine(
  input: LiftInput,
  machine: Machine,
  options: LongCallOptions = {}
): Promise<ScoreOutcome> {
  const protocol = (machine.protocol as LiftProtocol | undefined) ?? liftProtocolOf(input.spec);
  const [runtime, reference] = await Promise.all([machine.runtime(), machine.reference(protocol.pretrained)]);
  return scoreDataset(input, {
    ...options,
    protocol,
    runtime,
    reference,
    now: machine.now,
    ...(machine.checkRows && { checkRows: machine.checkRows }),
    ...(machine.programs && { programs: machine.programs }),
    ...(machine.checkpoints && { checkpoints: machine.checkpoints as CheckpointStore<MeasurementCheckpoint> })
  });
}
