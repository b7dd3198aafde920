// Answers that follow the screen and not the outputs. They earn nothing by themselves; the flags tell the desk.
import { HUMAN_CONSTANTS } from './human-protocol.ts';
import type { PanelLabeler } from './panel.ts';

/** `all-tied`: most answers order nothing. `by-position`: most give the same order of places on the screen. */
export function straightLining({ ranks, strict, answered }: PanelLabeler): ('all-tied' | 'by-position')[] {
  const { straightLining: share, straightLiningAnswers } = HUMAN_CONSTANTS;
  if (answered < straightLiningAnswers) return [];
  const orders = new Map<string, number>();
  let tied = 0;
  for (const [place, given] of ranks.entries()) {
    if (given === null) continue;
    if (strict[place] === 0) tied++;
    else orders.set(given.join(), (orders.get(given.join()) ?? 0) + 1);
  }
  if (tied >= share * answered) return ['all-tied'];
  const most = Math.max(...orders.values());
  return answered - tied >= straightLiningAnswers && most >= share * (answered - tied) ? ['by-position'] : [];
}
