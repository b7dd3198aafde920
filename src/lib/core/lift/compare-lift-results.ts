// Two results of lift on the same submission, number by number. The tolerance and its reasons are in docs/lift.md.
import { ComparedValues, isSame, refutation, type ResultComparison } from '../mechanism/compared-values.ts';
import type { LiftEvidence, LiftResult, Measure } from './lift-evidence.ts';

/** Native kernels and GPUs round differently from WebAssembly: bits per byte, and shares of 1. */
export const LIFT_TOLERANCE = 0.01;

/** What of a result is compared. */
export type ComparableLiftResult = Pick<LiftResult, 'protocol' | 'score' | 'interval95' | 'seeds'> & {
  gates: readonly { name: string; pass: boolean; leftOut: number }[];
  evidence: Omit<LiftEvidence, 'threads' | 'tokensPerSecond'>;
};

export function compareLiftResults(claimed: ComparableLiftResult, own: ComparableLiftResult): ResultComparison {
  const values = valuesOf(claimed).against(valuesOf(own));
  const refuted = refutation(values);
  if (refuted) return refuted;
  const [claimedHash, ownHash] = [claimed, own].map(({ evidence }) => evidence.measurement?.parametersHash ?? null);
  if (isSame(values) && claimedHash === ownHash) {
    const what =
      ownHash === null ? 'Nothing was trained, and every gate says the same' : 'The trained models are equal';
    return { outcome: 'equal', reason: `${what} to the last bit.`, values };
  }
  const backends = [claimed.evidence.backend, own.evidence.backend];
  return {
    outcome: 'within-tolerance',
    reason: backends.every((backend) => backend === 'wasm')
      ? `Every number is within ${LIFT_TOLERANCE}, but the trained models differ, which two WebAssembly runs of one version should not.`
      : `Every number is within ${LIFT_TOLERANCE}, as ${backends[0]} and ${backends[1]} kernels may differ.`,
    values
  };
}

function valuesOf({ protocol, score, interval95, seeds, gates, evidence }: ComparableLiftResult): ComparedValues {
  const { measurement, countedShare, rows, benchmarkRows, reference } = evidence;
  const values = new ComparedValues(LIFT_TOLERANCE);
  const bits = `bits per ${measurement?.unit ?? 'byte'}`;
  const measure = (name: string, value: Measure | undefined) =>
    values.near(name, bits, value?.bitsPerByte ?? null).interval(name, bits, value?.ci95);
  values.near('score', '', score).interval('score', '', interval95).exact('counted share', countedShare);
  measure('lift', measurement?.lift);
  values
    .near('lift share', '', measurement?.liftShare.value ?? null)
    .interval('lift share', '', measurement?.liftShare.ci95);
  measure('row pairing', measurement?.rowPairing.submission);
  measure('trusted row pairing', measurement?.rowPairing.trusted);
  measure('conditional gain', measurement?.conditionalGain);
  return values
    .near('before training', bits, measurement?.baseline.bitsPerByte ?? null)
    .near('after training', bits, measurement?.trained.bitsPerByte ?? null)
    .gates(gates)
    .exact('rows', rows)
    .exact('benchmark rows', benchmarkRows)
    .exact('seeds', seeds.join(', '))
    .exact('tokens trained on', measurement?.tokens ?? 0)
    .exact('protocol', protocol)
    .exact('reference model', reference.cid);
}
