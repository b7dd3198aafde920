// Which of many submissions one is held against, where all of them would be too much: those with the most answers in common with it.
import { seededRandom, shuffledIndices } from '../../model/seeded-random.ts';
import { labelerKey, type Answer } from '../answers/answer.ts';
import { ranksOfAnswer } from '../score/order.ts';
import type { Task } from '../task-set/task.ts';

/** Tasks that are compared for the choice, drawn by a seed that was not known when answers were given. */
const MOST_TASKS = 300;

export interface OtherAnswers {
  index: number;
  answers: readonly Answer[];
  labelers: number;
}

/**
 * As many as fit into `most` labelers beside those of `own`, in the order of their indexes.
 * @param seed uint32, from the chain
 */
export function likestSubmissions(
  own: readonly Answer[],
  others: readonly OtherAnswers[],
  tasks: readonly Task[],
  { most, seed }: { most: number; seed: number }
): OtherAnswers[] {
  const room = most - countLabelers(own);
  if (others.reduce((sum, { labelers }) => sum + labelers, 0) <= room) return [...others];
  const drawn = shuffledIndices(tasks.length, seededRandom(seed)).slice(0, MOST_TASKS);
  const chosen = new Map(drawn.map((at) => [tasks[at]!.id, tasks[at]!]));
  const mine = ordersByLabeler(own, chosen);
  const byLikeness = others
    .map((other) => ({ other, likeness: likenessOf(mine, ordersByLabeler(other.answers, chosen)) }))
    .toSorted((a, b) => b.likeness - a.likeness || a.other.index - b.other.index);
  const taken: OtherAnswers[] = [];
  let left = room;
  for (const { other } of byLikeness) {
    if (other.labelers > left) continue;
    left -= other.labelers;
    taken.push(other);
  }
  return taken.toSorted((a, b) => a.index - b.index);
}

export const countLabelers = (answers: readonly Answer[]): number => new Set(answers.map(labelerKey)).size;

type Orders = ReadonlyMap<string, string>;

function ordersByLabeler(answers: readonly Answer[], tasks: ReadonlyMap<string, Task>): Orders[] {
  const byLabeler = new Map<string, Map<string, string>>();
  for (const answer of answers) {
    const task = tasks.get(answer.task);
    if (!task) continue;
    const orders = byLabeler.get(answer.labeler) ?? new Map<string, string>();
    byLabeler.set(answer.labeler, orders.set(task.id, ranksOfAnswer(answer, task).join()));
  }
  return [...byLabeler.values()];
}

/** Most identical orders of any labeler here and any there. */
function likenessOf(mine: readonly Orders[], theirs: readonly Orders[]): number {
  let most = 0;
  for (const one of mine)
    for (const other of theirs) {
      let same = 0;
      for (const [task, order] of one) if (other.get(task) === order) same++;
      most = Math.max(most, same);
    }
  return most;
}
