// Hands a submission to a worker by moving a copy of its rows: a plain message would hold them a third time on the way.
import { transfer } from 'comlink';
import type { ScoreInput } from '../core/mechanism/measure-task.ts';

/** `input` as an argument of a worker's call; the caller's own bytes stay with the caller. */
export function moveInput(input: ScoreInput): ScoreInput {
  const data = input.data.slice();
  return transfer({ ...input, data }, [data.buffer]);
}
