// A result of people's judgements in plain words.
import type { Explanation, ScoreFactor } from '../../mechanism/explanation.ts';
import type { HumanEvidence, HumanResult } from './human-evidence.ts';

export function explainHumanResult({ reason, evidence }: HumanResult): Explanation {
  return { headline: reason, factors: evidence.factors ? factorsOf(evidence, evidence.factors) : [] };
}

function factorsOf(
  { goldTasks, openTasks, labelers, others }: HumanEvidence,
  { agreement, coverage, open, independent }: NonNullable<HumanEvidence['factors']>
): ScoreFactor[] {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const alike = labelers.filter(({ flags }) => flags.includes('alike')).length;
  return [
    {
      name: 'agreement',
      title: 'Agrees with planted truth',
      value: agreement,
      ci95: null,
      sentence: `The labelers' order of the ${goldTasks} tasks whose order is known, beyond chance: 0 is what guessing gives, 1 the truth.`
    },
    {
      name: 'coverage',
      title: 'Tasks answered',
      value: coverage,
      ci95: null,
      sentence: `At least one of the labelers answered ${percent(coverage)} of the ${goldTasks + openTasks} tasks.`
    },
    {
      name: 'open',
      title: 'As careful on open tasks',
      value: open,
      ci95: null,
      sentence:
        open === 1
          ? 'On the tasks whose order nobody knows they agree with the others as well as on the known ones allows.'
          : 'On the tasks whose order nobody knows they agree with the others less than on the known ones: who can tell them apart works on those alone.'
    },
    {
      name: 'independent',
      title: 'Work of their own',
      value: independent,
      ci95: null,
      sentence:
        alike === 0
          ? `None is too much alike another labeler, of this submission or of ${others.length} others.`
          : `${alike} of ${labelers.length} labelers are too much alike others: what is the same counts once, and copies of other miners for nothing.`
    }
  ];
}
