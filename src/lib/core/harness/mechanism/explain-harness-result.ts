// A result of a harness in plain words.
import type { Explanation, ScoreFactor } from '../../mechanism/explanation.ts';
import { HARNESS_CONSTANTS } from '../score/harness-protocol.ts';
import type { HarnessResult } from './harness-evidence.ts';

const TITLES: Readonly<Record<string, string>> = {
  answer: 'Answers fit their questions',
  agentic: 'Tools are used',
  reasoning: 'Reasoning leads there',
  verified: 'Tests pass',
  own: 'Text of its own',
  order: 'Words in order',
  diversity: 'Diversity',
  originality: 'Originality',
  lift: 'Teaches the hidden conversations'
};

export function explainHarnessResult({ reason, evidence }: HarnessResult): Explanation {
  const { factors, lift } = evidence;
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
    headline: reason,
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
    ]
  };
}
