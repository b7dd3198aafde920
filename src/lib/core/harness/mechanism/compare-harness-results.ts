// Two results on the same harness, number by number. What a program writes is the same everywhere; what a model learns from it may
// differ a little between kernels, and what it has in common with others depends on which of them could be read.
import { LIFT_TOLERANCE } from '../../lift/compare-lift-results.ts';
import { ComparedValues, isSame, refutation, type ResultComparison } from '../../mechanism/compared-values.ts';
import { isPlaceIn, isSameOpened, placeText } from '../../mechanism/opened-entries.ts';
import type { HarnessEvidence, HarnessResult, OpenedEvidence } from './harness-evidence.ts';
import { CLOCK_MARGIN } from './harness-body.ts';

/**
 * A run that a clock ended somewhere is refuted by one that did not come near to that time, and by no other. Where one result was
 * held against an opened program that the other could not read, what depends on that is left out.
 */
export function compareHarnessResults(claimed: HarnessResult, own: HarnessResult): ResultComparison {
  const isSameView = isSameOpened(claimed.evidence.opened, own.evidence.opened);
  const wanted = own.evidence.opened.read.filter((place) => !isPlaceIn(place, claimed.evidence.opened.unread));
  const values = valuesOf(claimed, isSameView, wanted).against(valuesOf(own, isSameView, wanted));
  if (isMatterOfClocks(claimed.evidence, own.evidence))
    return {
      outcome: 'within-tolerance',
      reason: `The clock ended one of both runs, and can on a slower machine: the other took more than a ${CLOCK_MARGIN}th of the time that a validator waits.`,
      values
    };
  const refuted = refutation(values);
  if (refuted) return refuted;
  if (!isSameView)
    return {
      outcome: 'within-tolerance',
      reason:
        'Both runs wrote the same bytes. Scores were not compared: one of them was held against opened programs that the other could not read.',
      values
    };
  if (isSame(values))
    return { outcome: 'equal', reason: 'Both runs wrote the same bytes, and every number is the same.', values };
  return {
    outcome: 'within-tolerance',
    reason: `Both runs wrote the same bytes; what the model learns is within ${LIFT_TOLERANCE}.`,
    values
  };
}

function isMatterOfClocks(claimed: HarnessEvidence, own: HarnessEvidence): boolean {
  if (own.failure === 'clock') return claimed.failure !== 'clock';
  return claimed.failure === 'clock' && own.resources !== null && own.resources.runMs > own.wallMs / CLOCK_MARGIN;
}

/** @param wanted opened programs that a result has to name with what they are. */
function valuesOf(
  { protocol, score, interval95, seeds, gates, evidence }: HarnessResult,
  isSameView: boolean,
  wanted: OpenedEvidence['read']
): ComparedValues {
  const { treeHash, outputHash, otherRun, conversations, failure, similarity, factors, lift, opened } = evidence;
  const values = new ComparedValues(LIFT_TOLERANCE);
  if (isSameView) values.near('score', '', score).interval('score', '', interval95);
  values
    .exact('program', treeHash)
    .exact('output', outputHash)
    .exact('output with another seed', otherRun?.outputHash ?? null)
    .exact('another seed', otherRun?.seed ?? null)
    .exact('renewal', factors.find(({ name }) => name === 'renewal')?.value ?? null)
    .exact('conversations', conversations)
    .exact('failure', failure);
  if (isSameView)
    values
      .exact('copied conversations', similarity.copiedRows)
      .exact('likest program', Math.max(0, ...similarity.programs.map(({ percent }) => percent)))
      .near('lift', '', lift?.score ?? null);
  for (const one of wanted) {
    const read = opened.read.find(
      ({ request, submission }) => request === one.request && submission === one.submission
    );
    values.exact(placeText(one), read?.treeHash ?? null);
  }
  return values.gates(gates).exact('seeds', seeds.join(', ')).exact('protocol', protocol);
}
