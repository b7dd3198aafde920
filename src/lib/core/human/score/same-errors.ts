// Two labelers who err alike: on gold tasks, how often the errors of the one who errs less are, output for output, the other's.
// Where nobody sees a flaw, people guess; two who guess a pair err alike in half of the cases. So independent people share at most
// half of their errors, whatever the tasks' difficulty, and copies share all.
import { copiedShare, type CopiedShare } from './copied-share.ts';
import { HUMAN_CONSTANTS } from './human-protocol.ts';
import { median } from '../../statistics/median.ts';
import type { Panel } from './panel.ts';

interface SharedErrors {
  errors: number;
  same: number;
}

/** For each pair of labelers (first < second). */
export function sameErrorShares(panel: Panel): CopiedShare[] {
  const { labelers } = panel;
  const wrong = labelers.map((_, labeler) => wrongAnswers(panel, labeler));
  const found: SharedErrors[] = [];
  for (let a = 0; a < labelers.length; a++)
    for (let b = a + 1; b < labelers.length; b++) found.push(shared(wrong[a]!, wrong[b]!));
  const { leastSameErrors, mostSameErrors } = HUMAN_CONSTANTS;
  const usual = median(found.filter(({ errors }) => errors > 0).map(({ errors, same }) => same / errors)) ?? 0;
  const expected = Math.max(leastSameErrors, Math.min(mostSameErrors, usual));
  return found.map(({ errors, same }) => copiedShare(errors, same, expected, found.length));
}

/** By gold task: the answer's signs as text where it errs, '' where it does not, null where it did not judge. */
function wrongAnswers({ tasks, labelers }: Panel, labeler: number): (string | null)[] {
  const { signs, strict } = labelers[labeler]!;
  const answers: (string | null)[] = [];
  for (const [place, { truth, offset }] of tasks.entries()) {
    if (truth === null) continue;
    if (strict[place] === 0) {
      answers.push(null);
      continue;
    }
    const isWrong = truth.signs.some((sign, pair) => sign * signs[offset + pair]! < 0);
    answers.push(isWrong ? truth.signs.map((sign, pair) => sign * signs[offset + pair]!).join() : '');
  }
  return answers;
}

function shared(first: readonly (string | null)[], second: readonly (string | null)[]): SharedErrors {
  let [ofFirst, ofSecond, same] = [0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    const [a, b] = [first[at], second[at]];
    if (a == null || b == null) continue;
    if (a !== '') ofFirst++;
    if (b !== '') ofSecond++;
    if (a !== '' && a === b) same++;
  }
  return { errors: Math.min(ofFirst, ofSecond), same };
}
