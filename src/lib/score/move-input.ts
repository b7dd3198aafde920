// Hands a submission to a worker by moving a copy of its bytes: a plain message would hold them a third time on the way.
import { transfer } from 'comlink';
import type { LiftInput } from '../core/lift/lift-input.ts';
import type { MeasureTask } from '../core/mechanism/measure-task.ts';

/** `input` as an argument of a worker's call; the caller's own bytes stay with the caller. */
export function moveInput(input: LiftInput): LiftInput {
  const data = input.data.slice();
  return transfer({ ...input, data }, [data.buffer]);
}

/** The same for a task. */
export function moveTask(task: MeasureTask): MeasureTask {
  const files = task.entry.files.map(({ path, bytes }) => ({ path, bytes: bytes.slice() }));
  return transfer(
    { ...task, entry: { ...task.entry, files } },
    files.map(({ bytes }) => bytes.buffer)
  );
}
