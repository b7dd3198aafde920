// Both leaks of a task set: of the order of gold outputs, and of which tasks are gold.
import type { GoldLeak } from './gold-test.ts';
import { goldTest } from './gold-test.ts';
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

/** @param gold {@link LEAST_CHECKED} at least */
export function checkTaskSet(gold: readonly LabelledTask[], open: readonly (readonly ShownOutput[])[]): TaskSetCheck {
  const orders = leakTest([gold]);
  const tells = goldTest(
    gold.map(({ outputs }) => outputs),
    open
  );
  return { passes: orders.passes && tells.length === 0, orders, gold: tells };
}
