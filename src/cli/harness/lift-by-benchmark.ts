// What a model learns from a program's output about conversations in a file, measured on this machine.
import type { MeasureLift } from '#lib/core/harness/judge/conversation-lift.ts';
import { liftOfConversations, readHidden } from '#lib/core/harness/mechanism/lift-of-conversations.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { nodeMachine } from '#lib/score/measure-in-node.ts';
import { readChoice, readInput, readWhole } from '../read-input.ts';
import { modelReader } from '../read-model.ts';

/** @throws AppError `benchmark/...` for a file that holds no conversations, `input/...` naming the option. */
export async function liftBy(
  path: string,
  { backend, threads, state }: { backend: string; threads?: string; state?: string }
): Promise<MeasureLift> {
  const hidden = await readInput(path);
  readHidden(hidden);
  const machine = nodeMachine({
    backend: readChoice('backend', backend, ['wasm', 'webgpu', 'native'] as const),
    ...(threads !== undefined && { threads: readWhole('threads', threads, 1) }),
    readModel: modelReader(state)
  });
  const seeds = practiceSeeds();
  return (conversations, earlier, options) =>
    liftOfConversations(conversations, { hidden, earlier, seeds }, machine, options);
}
