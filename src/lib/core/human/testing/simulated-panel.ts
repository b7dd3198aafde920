// Panels of labelers drawn from a seed: tasks with a known order, and people, scripts and cheats who answer them.
import { seededRandom, shuffledIndices, type SeededRandom } from '../../model/seeded-random.ts';
import type { Answer } from '../answers/answer.ts';
import type { Truth } from '../task-set/read-truth.ts';
import type { Task } from '../task-set/task.ts';

export interface SimulatedTask {
  task: Task;
  /** Output ids, best first: of open tasks as well, where nobody is told. */
  order: string[];
  isGold: boolean;
  /** What everybody's impression of an output is off by, in levels. */
  shared: number[];
}

export interface SimulatedPanel {
  tasks: SimulatedTask[];
  random: SeededRandom;
}

/**
 * Deviation of a labeler's impression of an output, in levels of flaws, by its agreement with a truth of four levels: found by
 * drawing 200,000 tasks each, without shared impressions.
 */
export const NOISE = { 1: 0, 0.9: 0.55, 0.8: 0.76, 0.6: 1.28, 0.4: 2.15 } as const;
export type Accuracy = keyof typeof NOISE;

export interface PanelShape {
  gold: number;
  open: number;
  outputs?: number;
  /** Deviation of what everybody's impression is off by. */
  shared?: number;
}

export function simulatePanel(seed: number, { gold, open, outputs = 4, shared = 0 }: PanelShape): SimulatedPanel {
  const random = seededRandom(seed);
  const isGold = shuffledIndices(gold + open, random).map((at) => at < gold);
  const tasks = isGold.map((isOneOfGold, at): SimulatedTask => {
    const ids = Array.from({ length: outputs }, (_, place) => `o${place}`);
    return {
      task: {
        line: at + 1,
        id: `t${at}`,
        kind: 'page',
        prompt: `Task ${at}`,
        outputs: ids.map((id) => ({ id, path: `outputs/${at}-${id}.html`, cid: null })),
        criteria: [{ id: 'ranking', type: 'ranking', question: 'Rank the outputs.', per: 'task' }]
      },
      order: shuffledIndices(outputs, random).map((place) => ids[place]!),
      isGold: isOneOfGold,
      shared: ids.map(() => shared * random.normal())
    };
  });
  return { tasks, random };
}

export const tasksOf = ({ tasks }: SimulatedPanel): Task[] => tasks.map(({ task }) => task);

export const truthOf = ({ tasks }: SimulatedPanel): Truth =>
  new Map(tasks.filter(({ isGold }) => isGold).map(({ task, order }) => [task.id, order.map((id) => [id])]));

/** A labeler's ranking of a task, null for "cannot tell", undefined for no answer. */
export type Rater = (task: SimulatedTask) => string[][] | null | undefined;

export function answersOf({ tasks }: SimulatedPanel, miner: string, labeler: string, rate: Rater): Answer[] {
  return tasks.flatMap((task) => {
    const ranking = rate(task);
    return ranking === undefined
      ? []
      : [{ line: 1, task: task.task.id, labeler, miner, ranking, ms: 20_000, criteria: new Map() }];
  });
}

export const ids = ({ task }: SimulatedTask): string[] => task.outputs.map(({ id }) => id);

/** Ranks by impressions: the true level, what everybody sees wrongly, and own noise. */
export const honest =
  ({ random }: SimulatedPanel, noise: number): Rater =>
  (task) => {
    const impressions = new Map(
      ids(task).map((id, place) => [id, task.order.indexOf(id) + task.shared[place]! + noise * random.normal()])
    );
    return ids(task)
      .toSorted((a, b) => impressions.get(a)! - impressions.get(b)!)
      .map((id) => [id]);
  };

export const guessing =
  ({ random }: SimulatedPanel): Rater =>
  (task) =>
    shuffledIndices(task.task.outputs.length, random).map((place) => [ids(task)[place]!]);

export const alwaysTied: Rater = (task) => [ids(task)];
export const byPosition: Rater = (task) => ids(task).map((id) => [id]);

/** What the source said, each answer only once. */
export function remembered(rate: Rater): Rater {
  const given = new Map<string, ReturnType<Rater>>();
  return (task) => {
    const { id } = task.task;
    if (!given.has(id)) given.set(id, rate(task));
    return given.get(id);
  };
}

/** Copies the source's answer to a share of the tasks, and swaps two neighbours in a share of those. */
export const copying =
  ({ random }: SimulatedPanel, source: Rater, own: Rater, share: number, swapped = 0): Rater =>
  (task) => {
    if (random.below(1000) >= 1000 * share) return own(task);
    const ranking = source(task);
    if (!ranking || random.below(1000) >= 1000 * swapped) return ranking;
    const at = random.below(ranking.length - 1);
    return ranking.with(at, ranking[at + 1]!).with(at + 1, ranking[at]!);
  };
