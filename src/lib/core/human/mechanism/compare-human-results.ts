// Two results on the same judgements, number by number. Nothing of them depends on a machine, so every bit is the same.
import { ComparedValues, isSame, refutation, type ResultComparison } from '../../mechanism/compared-values.ts';
import type { HumanResult } from './human-evidence.ts';

export function compareHumanResults(claimed: HumanResult, own: HumanResult): ResultComparison {
  const values = valuesOf(claimed).against(valuesOf(own));
  const refuted = refutation(values);
  if (refuted) return refuted;
  return {
    outcome: isSame(values) ? 'equal' : 'within-tolerance',
    reason: 'Both counted the same answers, and every number is the same.',
    values
  };
}

function valuesOf({ score, interval95, gates, evidence }: HumanResult): ComparedValues {
  const { goldTasks, openTasks, answers, factors, labelers, others } = evidence;
  const values = new ComparedValues(0)
    .exact('score', score)
    .interval('score', '', interval95)
    .gates(gates)
    .exact('gold tasks', goldTasks)
    .exact('open tasks', openTasks)
    .exact('answers', answers)
    .exact('held against', others.join(', '));
  for (const name of ['agreement', 'coverage', 'open', 'independent'] as const)
    values.exact(name, factors?.[name] ?? null);
  for (const {
    labeler,
    score: ofLabeler,
    interval95: [low, high],
    answered,
    gold,
    flags,
    alike
  } of labelers)
    values
      .exact(`score of ${labeler}`, ofLabeler)
      .exact(`interval of ${labeler}`, `${low} to ${high}`)
      .exact(`answers of ${labeler}`, `${answered}, ${gold} of them gold`)
      .exact(`flags of ${labeler}`, flags.join(', '))
      .exact(`${labeler} is like`, alike.map((one) => `${one.share} ${one.labeler} of ${one.miner}`).join(', '));
  return values.exact('labelers', labelers.map(({ labeler }) => labeler).join(', '));
}
