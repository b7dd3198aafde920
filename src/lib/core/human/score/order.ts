// An order of a task's outputs, by their place in the task: rank 0 is best, equal ranks are ties, -1 is not judged.
import type { Answer } from '../answers/answer.ts';
import type { Task } from '../task-set/task.ts';

export type Ranks = Int8Array;

export const NOT_JUDGED = -1;

export function ranksOf(groups: readonly (readonly string[])[], task: Task): Ranks {
  const ranks = new Int8Array(task.outputs.length).fill(NOT_JUDGED);
  const places = new Map(task.outputs.map(({ id }, place) => [id, place]));
  for (const [rank, group] of groups.entries()) for (const output of group) ranks[places.get(output)!] = rank;
  return ranks;
}

/** By the ranking; in a task that asks for none, by its first score of outputs, more being better. */
export function ranksOfAnswer(answer: Answer, task: Task): Ranks {
  if (answer.ranking !== null) return ranksOf(answer.ranking, task);
  const isRanked = task.criteria.some(({ type }) => type === 'ranking');
  const scored = task.criteria.find(({ type, per }) => type === 'score' && per === 'output');
  const given = isRanked || scored === undefined ? undefined : answer.criteria.get(scored.id);
  if (given?.per !== 'output') return new Int8Array(task.outputs.length).fill(NOT_JUDGED);
  const values = task.outputs.map(({ id }) => given.values.get(id));
  const levels = [...new Set(values.filter((value) => typeof value === 'number'))].toSorted((a, b) => b - a);
  return Int8Array.from(values, (value) => (typeof value === 'number' ? levels.indexOf(value) : NOT_JUDGED));
}
