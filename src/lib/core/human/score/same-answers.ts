// Two labelers who give the same answers: on how many of all tasks, gold and open, their orders are the same, output for output.
// Orders of several outputs are rarely the same by accident, so that a few dozen tasks show an exact copy.
import { copiedShare, NOTHING_COPIED, type CopiedShare } from './copied-share.ts';
import type { GoldAgreement } from './gold-agreement.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';
import { usualOfEach } from './usual-of-each.ts';
import type { Panel, PanelLabeler } from './panel.ts';

/** For each pair of labelers (first < second). */
export function sameAnswerShares(panel: Panel, gold: readonly GoldAgreement[]): CopiedShare[] {
  const { labelers } = panel;
  const { leastCommonTasks, mostSameErrors } = HUMAN_CONSTANTS;
  const pairs = labelers.flatMap((_, a) => labelers.slice(a + 1).map((_, after) => [a, a + 1 + after] as const));
  const counts = pairs.map(([a, b]) => count(panel, labelers[a]!, labelers[b]!));
  const shares = counts.map(({ both, same }) => (both < leastCommonTasks ? null : same / both));
  const usual = usualOfEach(labelers.length, pairs, shares);
  const right = labelers.map((_, at) => rightShare(panel, at, gold[at]!));
  return pairs.map(([a, b], at) => {
    if (shares[at] === null) return NOTHING_COPIED;
    // Both right, or both wrong and, where they guess between two orders, wrong alike.
    const bySkill = right[a]! * right[b]! + mostSameErrors * (1 - Math.max(right[a]!, right[b]!));
    const expected = Math.max(bySkill, usual(a, b));
    const { both, same } = counts[at]!;
    return expected >= 1 ? NOTHING_COPIED : copiedShare(both, same, expected, pairs.length);
  });
}

function count({ tasks }: Panel, first: PanelLabeler, second: PanelLabeler): { both: number; same: number } {
  let [both, same] = [0, 0];
  for (let place = 0; place < tasks.length; place++) {
    if (first.strict[place] === 0 || second.strict[place] === 0) continue;
    both++;
    if (first.strict[place] !== second.strict[place]) continue;
    const { offset, pairs } = tasks[place]!;
    let at = offset;
    while (at < offset + pairs && first.signs[at] === second.signs[at]) at++;
    if (at === offset + pairs) same++;
  }
  return { both, same };
}

/** Of the gold tasks that it judged, those without an error; one right answer besides, for few tasks prove little. */
function rightShare({ tasks, labelers }: Panel, at: number, { byTask }: GoldAgreement): number {
  let [judged, right] = [0, 0];
  for (let place = 0; place < tasks.length; place++) {
    const agreement = byTask[place] ?? null;
    if (agreement === null || labelers[at]!.strict[place] === 0) continue;
    judged++;
    if (agreement === 1) right++;
  }
  return (right + 1) / (judged + 1);
}
