// Whether a script that only counts can tell the tasks whose order is known from the open ones: who can, is careful on those alone.
import { SURFACE_FEATURES, surfaceFeatures, type ShownOutput } from './surface-features.ts';

export interface GoldLeak {
  feature: string;
  /** Chance that a gold task has more of it than an open one; a half tells nothing. */
  more: number;
}

/** Standard errors from a half, for one false alarm in a hundred over all features (two-sided, divided by their number). */
const LEAST_Z = 3.4;

/**
 * Features, in the mean over a task's outputs, by which gold and open tasks differ beyond chance (Mann-Whitney), the most telling
 * first. Position and order of ids are the same in every task.
 */
export function goldTest(
  gold: readonly (readonly ShownOutput[])[],
  open: readonly (readonly ShownOutput[])[]
): GoldLeak[] {
  if (gold.length === 0 || open.length === 0) return [];
  const [ofGold, ofOpen] = [gold.map(taskFeatures), open.map(taskFeatures)];
  const deviation = Math.sqrt((gold.length + open.length + 1) / (12 * gold.length * open.length));
  return ['outputs', ...SURFACE_FEATURES]
    .map((feature, at) => ({
      feature,
      more: shareAbove(
        ofGold.map((row) => row[at]!),
        ofOpen.map((row) => row[at]!)
      )
    }))
    .filter(({ feature, more }) => feature !== 'position' && feature !== 'order of ids' && isBeyondChance(more))
    .toSorted((a, b) => Math.abs(b.more - 0.5) - Math.abs(a.more - 0.5));

  function isBeyondChance(more: number): boolean {
    return Math.abs(more - 0.5) > LEAST_Z * deviation;
  }
}

function taskFeatures(outputs: readonly ShownOutput[]): number[] {
  const rows = surfaceFeatures(outputs);
  return [
    outputs.length,
    ...SURFACE_FEATURES.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length)
  ];
}

/** Share of pairs of which the first has more; ties count half. */
function shareAbove(first: readonly number[], second: readonly number[]): number {
  let above = 0;
  for (const one of first) for (const other of second) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (first.length * second.length);
}
