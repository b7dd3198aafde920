// A task's judgements as a ranking with intervals.
import type { Answer } from '../answers/answer.ts';
import type { Vote } from '../score/consensus-order.ts';
import { ranksOfAnswer } from '../score/order.ts';
import type { Task } from '../task-set/task.ts';
import { fitDavidson, outcomes, type Strengths } from './davidson.ts';
import { exponential } from './exponential.ts';
import { pairVotes } from './pair-votes.ts';

export interface RankedOutput {
  id: string;
  /** Place of the output in the task. */
  place: number;
  /** An average output has 1. */
  strength: number;
  strength95: [number, number];
}

export interface RankedTask {
  task: Task;
  /** Best first; equal strengths in the task's order. */
  outputs: RankedOutput[];
  fit: Strengths;
  votes: Vote[];
}

/** A labeler's weight: its score. */
export type WeightOf = (answer: Answer) => number;

const Z95 = 1.95996;

/** Null where no answer has weight. */
export function rankTask(task: Task, answers: readonly Answer[], weightOf: WeightOf): RankedTask | null {
  const votes = answers
    .filter((answer) => answer.task === task.id)
    .map((answer): Vote => ({ ranks: ranksOfAnswer(answer, task), weight: weightOf(answer) }))
    .filter(({ weight }) => weight > 0);
  if (votes.length === 0) return null;
  const fit = fitDavidson(pairVotes(votes, task.outputs.length));
  const outputs = task.outputs.map(({ id }, place): RankedOutput => {
    const strength = fit.strengths[place]!;
    const factor = exponential(Z95 * fit.logErrors[place]!);
    return { id, place, strength, strength95: [strength / factor, strength * factor] };
  });
  return { task, outputs: outputs.toSorted((a, b) => b.strength - a.strength || a.place - b.place), fit, votes };
}

/** How much more likely `first` is preferred than `second`, in [-1, 1]. */
export function marginOf({ fit }: RankedTask, first: number, second: number): number {
  const found = outcomes(fit.strengths[first]!, fit.strengths[second]!, fit.tie);
  return found.first - found.second;
}
