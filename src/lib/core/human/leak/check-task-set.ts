// Both leaks of a task set: of the order of gold outputs, and of which tasks are gold.
import { goldTest, type GoldLeak } from './gold-test.ts';
import { leakTest, type LabelledTask, type LeakReport } from './leak-test.ts';
import type { ShownOutput } from './surface-features.ts';

/** Of gold tasks; with fewer nothing can be told either way. */
export const LEAST_CHECKED = 10;

export interface TaskSetCheck {
  passes: boolean;
  orders: LeakReport;
  /** By which features gold tasks can be told from open ones. */
  gold: GoldLeak[];
}

interface CheckedTask {
  id: string;
  /** As they are shown. */
  outputs: readonly { id: string }[];
}

/**
 * @param orders known orders by id of the gold task, {@link LEAST_CHECKED} at least
 * @param most tasks of each sort that are looked at
 */
export function checkTaskSet<Task extends CheckedTask>(
  tasks: readonly Task[],
  orders: ReadonlyMap<string, LabelledTask['order']>,
  contentOf: (task: Task, output: Task['outputs'][number]) => string,
  most = Infinity
): TaskSetCheck {
  const shown = (task: Task): ShownOutput[] =>
    task.outputs.map((output) => ({ id: output.id, content: contentOf(task, output) }));
  const gold = tasks
    .filter(({ id }) => orders.has(id))
    .slice(0, most)
    .map((task) => ({ outputs: shown(task), order: orders.get(task.id)! }));
  const open = tasks
    .filter(({ id }) => !orders.has(id))
    .slice(0, most)
    .map(shown);
  const found = leakTest([gold]);
  const tells = goldTest(
    gold.map(({ outputs }) => outputs),
    open
  );
  return { passes: found.passes && tells.length === 0, orders: found, gold: tells };
}
