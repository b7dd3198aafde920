// A labeler's agreement with the planted truth, over the gold tasks that it answered.
import { measureAgreement, type MeasuredAgreement } from './agreement-interval.ts';
import type { Panel, PanelLabeler } from './panel.ts';
import { chanceVariance, rankAgreement } from './rank-agreement.ts';

export interface GoldAgreement extends MeasuredAgreement {
  /** By task; null for open tasks and where it did not answer. */
  byTask: (number | null)[];
  chanceByTask: number[];
}

/** "Cannot tell" is an answer worth 0, as a guess is on average; a task without an answer is left out. */
export function goldAgreement({ tasks }: Panel, labeler: PanelLabeler): GoldAgreement {
  const byTask = tasks.map(({ truth, offset }, place) =>
    truth === null || labeler.ranks[place] === null ? null : rankAgreement(labeler.signs, offset, truth.signs)
  );
  const chanceByTask = tasks.map(({ truth }, place) =>
    truth === null || labeler.ranks[place] == null ? 0 : chanceVariance(labeler.ranks[place], truth.ranks)
  );
  const answered = [...byTask.keys()].filter((place) => byTask[place] !== null);
  const measured = measureAgreement(
    answered.map((place) => byTask[place]!),
    answered.map((place) => chanceByTask[place]!)
  );
  return { ...measured, byTask, chanceByTask };
}
