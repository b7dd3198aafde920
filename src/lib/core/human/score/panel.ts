// Tasks, truth and answers as arrays: labelers sorted by miner and name, so that the order of the lines decides nothing.
import { AppError } from '../../error/app-error.ts';
import { labelerKey, type Answer } from '../answers/answer.ts';
import type { Truth } from '../task-set/read-truth.ts';
import type { Task } from '../task-set/task.ts';
import { ranksOf, ranksOfAnswer, type Ranks } from './order.ts';
import { pairCount, pairSigns, writePairSigns } from './pair-signs.ts';

export interface PanelTask {
  outputs: number;
  /** Of its first pair in the labelers' signs. */
  offset: number;
  pairs: number;
  /** Null for an open task, and for one whose truth orders no pair. */
  truth: { ranks: Ranks; signs: Int8Array } | null;
}

export interface PanelLabeler {
  labeler: string;
  miner: string;
  /** By task; null where it did not answer. */
  ranks: (Ranks | null)[];
  /** Of all pairs of all tasks, 0 where it did not answer. */
  signs: Int8Array;
  /** By task: pairs that it orders. */
  strict: Uint8Array;
  answered: number;
}

export interface Panel {
  tasks: PanelTask[];
  labelers: PanelLabeler[];
}

/** Labelers times pairs of outputs: a byte each. */
const MAX_CELLS = 1 << 28;
/** Pairs of labelers times tasks: half a minute of them. */
const MAX_COMPARISONS = 1 << 27;

/** Labelers that can be held against each other on these tasks. */
export function mostLabelersOn(tasks: readonly Task[]): number {
  const pairs = tasks.reduce((sum, { outputs }) => sum + pairCount(outputs.length), 0);
  return Math.floor(Math.min(MAX_CELLS / pairs, Math.sqrt((2 * MAX_COMPARISONS) / tasks.length)));
}

/** @throws AppError `human/too-large` for more labelers and tasks than can be held against each other */
export function buildPanel(tasks: readonly Task[], truth: Truth, answers: readonly Answer[]): Panel {
  let offset = 0;
  const panelTasks = tasks.map((task): PanelTask => {
    const pairs = pairCount(task.outputs.length);
    const order = truth.get(task.id);
    const ranks = order && ranksOf(order, task);
    const signs = ranks && pairSigns(ranks);
    offset += pairs;
    return {
      outputs: task.outputs.length,
      offset: offset - pairs,
      pairs,
      truth: ranks && signs?.some((sign) => sign !== 0) ? { ranks, signs } : null
    };
  });
  const names = new Set(answers.map(labelerKey)).size;
  if (names > mostLabelersOn(tasks))
    throw new AppError('human/too-large', `${names} labelers and ${tasks.length} tasks are too many for one panel.`, {
      hints: ['Score it in parts.']
    });
  const places = new Map(tasks.map(({ id }, place) => [id, place]));
  const labelers = new Map<string, PanelLabeler>();
  for (const answer of answers) {
    const key = labelerKey(answer);
    let labeler = labelers.get(key);
    if (labeler === undefined) labelers.set(key, (labeler = emptyLabeler(answer, tasks.length, offset)));
    const place = places.get(answer.task)!;
    const ranks = ranksOfAnswer(answer, tasks[place]!);
    labeler.ranks[place] = ranks;
    labeler.strict[place] = writePairSigns(ranks, labeler.signs, panelTasks[place]!.offset);
    labeler.answered++;
  }
  return {
    tasks: panelTasks,
    labelers: [...labelers.values()].sort((a, b) => compare(a.miner, b.miner) || compare(a.labeler, b.labeler))
  };
}

const emptyLabeler = ({ labeler, miner }: Answer, tasks: number, pairs: number): PanelLabeler => ({
  labeler,
  miner,
  ranks: new Array<Ranks | null>(tasks).fill(null),
  signs: new Int8Array(pairs),
  strict: new Uint8Array(tasks),
  answered: 0
});

/** By UTF-16 units, the same everywhere. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
