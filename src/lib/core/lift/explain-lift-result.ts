// A result of lift in plain words.
import { pairingShare } from './lift-score.ts';
import type { Explanation, ScoreFactor } from '../mechanism/explanation.ts';
import type { LiftMeasurement, LiftResult } from './lift-evidence.ts';

/** Shares below which a factor is named as the one that costs most. */
const NEARLY_WHOLE = 0.95;

export function explainLiftResult({ gates, evidence }: LiftResult): Explanation {
  const { measurement, countedShare } = evidence;
  if (!measurement) {
    const failed = gates.filter(({ pass }) => !pass).map(({ name }) => name.replaceAll('-', ' '));
    return { headline: `Not scored: the data did not pass ${list(failed)}.`, factors: [] };
  }
  const factors = factorsOf(measurement, countedShare);
  if (measurement.lift.ci95[0] <= 0)
    return { headline: 'Training on these rows does not help with the hidden benchmark beyond chance.', factors };
  const weakest = [...factors]
    .filter(({ name }) => name !== 'lift')
    .sort((left, right) => left.value - right.value)[0]!;
  const saved = `Training on these rows takes away ${percent(measurement.liftShare.value)} of what the hidden benchmark costs the model`;
  const but = weakest.value < NEARLY_WHOLE ? `, but ${lower(weakest.sentence)}` : '; nothing else was taken off.';
  return { headline: `${saved}${but}`, factors };
}

function factorsOf(measurement: LiftMeasurement, countedShare: number): ScoreFactor[] {
  const { liftShare, rowPairing, unit } = measurement;
  const pairing = pairingShare(measurement);
  const isJudged = rowPairing.trusted.ci95[0] > 0;
  return [
    {
      name: 'lift',
      title: 'Lift',
      value: Math.max(0, liftShare.value),
      ci95: liftShare.ci95,
      sentence: `${percent(liftShare.value)} of the surprise in the hidden outputs is gone after training.`
    },
    {
      name: 'pairing',
      title: 'Row pairing',
      value: pairing.value,
      ci95: pairing.ci95,
      sentence: isJudged
        ? unit === 'pair'
          ? `The labels agree ${percent(pairing.value)} as well as the benchmark's own with what the benchmark prefers.`
          : `Outputs belong to their inputs ${percent(pairing.value)} as closely as in the benchmark's own rows.`
        : "The benchmark's own outputs do not depend on their inputs, so pairing takes nothing off."
    },
    {
      name: 'counted',
      title: 'Rows that count',
      value: countedShare,
      ci95: null,
      sentence: `Only ${percent(countedShare)} of the rows count: the others repeat, leak, copy or break a rule.`
    }
  ].map((factor) =>
    factor.name === 'counted' && factor.value === 1 ? { ...factor, sentence: 'Every row counts.' } : factor
  );
}

const percent = (share: number) => `${(100 * share).toFixed(share > 0.1 ? 0 : 1)} %`;
const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
const list = (names: string[]) =>
  names.length < 2 ? (names[0] ?? 'a gate') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
