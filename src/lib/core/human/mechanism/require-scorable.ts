// What a request must have for a labeler's work to be told from luck.
import { AppError } from '../../error/app-error.ts';
import type { Truth } from '../task-set/read-truth.ts';
import type { Task } from '../task-set/task.ts';

const LEAST_GOLD_TASKS = 6;

/** @throws AppError `human/no-truth` for too few known orders; `human/invalid-task` for a known order that labelers are not asked for. */
export function requireScorable(tasks: readonly Task[], truth: Truth): void {
  if (truth.size < LEAST_GOLD_TASKS)
    throw new AppError(
      'human/no-truth',
      `${truth.size} ${truth.size === 1 ? 'task has' : 'tasks have'} a known order; at least ${LEAST_GOLD_TASKS} are needed.`,
      { hints: ['With few of them a lucky guess is worth as much as a good eye. Around 20 tell people apart.'] }
    );
  const unasked = tasks.find(({ id, criteria }) => truth.has(id) && !criteria.some(asksForOrder));
  if (unasked)
    throw new AppError(
      'human/invalid-task',
      `Line ${unasked.line}: /criteria asks for no order, and the task has a known one.`,
      {
        hints: ['Ask for a ranking, or for a score of each output.'],
        details: { line: unasked.line, path: '/criteria' }
      }
    );
}

const asksForOrder = ({ type, per }: Task['criteria'][number]): boolean =>
  type === 'ranking' || (type === 'score' && per === 'output');
