// Two results on the same harness, number by number. What a program writes is the same everywhere; what a model learns from it may
// differ a little between kernels.
import { LIFT_TOLERANCE } from '../../lift/compare-lift-results.ts';
import { ComparedValues, isSame, refutation, type ResultComparison } from '../../mechanism/compared-values.ts';
import type { HarnessEvidence, HarnessResult } from './harness-evidence.ts';
import { CLOCK_MARGIN } from './harness-body.ts';

/** A run that a clock ended somewhere is refuted by one that did not come near to that time, and by no other. */
export function compareHarnessResults(claimed: HarnessResult, own: HarnessResult): ResultComparison {
  const values = valuesOf(claimed).against(valuesOf(own));
  if (isMatterOfClocks(claimed.evidence, own.evidence))
    return {
      outcome: 'within-tolerance',
      reason: `The clock ended one of both runs, and can on a slower machine: the other took more than a ${CLOCK_MARGIN}th of the time that a validator waits.`,
      values
    };
  const refuted = refutation(values);
  if (refuted) return refuted;
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

function valuesOf({ protocol, score, interval95, seeds, gates, evidence }: HarnessResult): ComparedValues {
  const { treeHash, outputHash, conversations, failure, similarity, lift } = evidence;
  return new ComparedValues(LIFT_TOLERANCE)
    .near('score', '', score)
    .interval('score', '', interval95)
    .exact('program', treeHash)
    .exact('output', outputHash)
    .exact('conversations', conversations)
    .exact('failure', failure)
    .exact('copied conversations', similarity.copiedRows)
    .exact('likest program', Math.max(0, ...similarity.programs.map(({ percent }) => percent)))
    .near('lift', '', lift?.score ?? null)
    .gates(gates)
    .exact('seeds', seeds.join(', '))
    .exact('protocol', protocol);
}
