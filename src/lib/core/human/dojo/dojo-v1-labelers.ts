// What Dojo v1 would pay the labelers of a panel: its points of each gold task, on average. Its last scaling is to the panel's best and
// worst; a perfect and a reversed rater stand in every panel here, so that the points of one labeler do not hang on who else came.
import type { Answer } from '../answers/answer.ts';
import { NOT_JUDGED } from '../score/order.ts';
import { buildPanel } from '../score/panel.ts';
import type { Truth } from '../task-set/read-truth.ts';
import type { Task } from '../task-set/task.ts';
import { dojoV1Points } from './dojo-v1-score.ts';

export interface DojoV1Labeler {
  labeler: string;
  miner: string;
  /** Mean of its points, 1 for a perfect and 0 for a reversed rater; null where it answered no gold task. */
  points: number | null;
}

/** In the order of `humanScore`. Only outputs whose level is known count; what a labeler did not judge is its last place. */
export function dojoV1Labelers(tasks: readonly Task[], truth: Truth, answers: readonly Answer[]): DojoV1Labeler[] {
  const panel = buildPanel(tasks, truth, answers);
  const points = panel.labelers.map((): number[] => []);
  for (const [place, task] of panel.tasks.entries()) {
    if (task.truth === null) continue;
    const known = [...task.truth.ranks.keys()].filter((output) => task.truth!.ranks[output] !== NOT_JUDGED);
    const worst = Math.max(...known.map((output) => task.truth!.ranks[output]!));
    const levels = known.map((output) => (worst - task.truth!.ranks[output]!) / worst);
    const present = [...panel.labelers.keys()].filter((at) => panel.labelers[at]!.ranks[place] !== null);
    const scores = present.map((at) => {
      const ranks = panel.labelers[at]!.ranks[place]!;
      return known.map((output) => (ranks[output] === NOT_JUDGED ? -task.outputs : -ranks[output]!));
    });
    const anchors = [levels, levels.map((level) => -level)];
    const found = dojoV1Points([...scores, ...anchors], levels);
    for (const [index, at] of present.entries()) points[at]!.push(found[index]!);
  }
  return panel.labelers.map(({ labeler, miner }, at) => ({
    labeler,
    miner,
    points: points[at]!.length === 0 ? null : points[at]!.reduce((sum, value) => sum + value, 0) / points[at]!.length
  }));
}
