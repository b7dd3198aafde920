// A result of a harness in plain words.
import type { Explanation, ScoreFactor } from '../../mechanism/explanation.ts';
import { HARNESS_CONSTANTS } from '../score/harness-protocol.ts';
import type { HarnessEvidence, HarnessResult } from './harness-evidence.ts';

const TITLES: Readonly<Record<string, string>> = {
  answer: 'Answers fit their questions',
  agentic: 'Tools are used',
  reasoning: 'Reasoning leads there',
  verified: 'Tests pass, patches apply',
  own: 'Text of its own',
  order: 'Words in order',
  diversity: 'Diversity',
  originality: 'Originality',
  renewal: 'New in another run',
  lift: 'Teaches the hidden conversations'
};

const WITHOUT_LIFT =
  'What a conversation is worth (its weighed parts, times text of its own, times words in order), in the mean; times diversity; times originality, times what is new with another seed';
const WITH_LIFT = `${HARNESS_CONSTANTS.liftWeight} of what conversations are worth in the mean times diversity, ${HARNESS_CONSTANTS.liftWeight} of what they teach; times originality, times what is new with another seed`;

export function explainHarnessResult({ reason, evidence }: HarnessResult): Explanation {
  return { headline: reason, ...explainHarnessFactors(evidence) };
}

/** Of a result, or of a report that no request has asked for yet. */
export function explainHarnessFactors({
  factors,
  lift
}: Pick<HarnessEvidence, 'factors' | 'lift'>): Pick<Explanation, 'factors' | 'combined'> {
  if (factors.length === 0) return { factors: [] };
  const ofLift: ScoreFactor[] = lift
    ? [
        {
          name: 'lift',
          title: TITLES.lift!,
          value: lift.score,
          ci95: lift.interval95,
          sentence: `What the reference model learns of the hidden conversations: ${HARNESS_CONSTANTS.liftWeight} of the score. ${lift.reason}`
        }
      ]
    : [];
  return {
    factors: [
      ...factors.map(({ name, value, weight, sentence, examples }) => ({
        name,
        title: TITLES[name] ?? name,
        value,
        ci95: null,
        sentence: weight === null ? sentence : `${sentence} ${weight} of what a conversation is worth.`,
        rows: examples.map(({ line, value: share, text }) => ({ line, note: `${share.toFixed(2)}: ${text}` }))
      })),
      ...ofLift
    ],
    combined: lift ? WITH_LIFT : WITHOUT_LIFT
  };
}
