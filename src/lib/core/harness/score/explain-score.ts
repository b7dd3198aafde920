// Every factor of a score in a sentence, with rows to look at: the worst two and the best.
import { shorten } from '../../encoding/shorten.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';
import type { HarnessScore, RowCheck, RowScore } from './harness-score.ts';
import type { Renewal } from './renewal.ts';

export interface FactorExample {
  line: number;
  value: number;
  /** The beginning of what was asked, and what is wrong where that is known. */
  text: string;
}

export interface ScoreFactor {
  name: string;
  /** In [0, 1], the mean over the rows where it is one of rows. */
  value: number;
  /** Its share of what a row is worth; null for what multiplies the whole. */
  weight: number | null;
  sentence: string;
  examples: FactorExample[];
}

const WORST = 2;
const EXCERPT = 120;
const { weights } = HARNESS_CONSTANTS;

const CHECKS: Readonly<Record<RowCheck, string | null>> = {
  passed: null,
  applied: null,
  failed: 'its tests fail',
  vacuous: 'its tests pass without its answer too',
  unfit: 'its patch does not apply to what was shown'
};

type RowFactor = 'answer' | 'agentic' | 'reasoning' | 'verified' | 'own' | 'order';

const ROW_FACTORS: Record<RowFactor, { weight: number | null; sentence: string }> = {
  answer: {
    weight: weights.answer,
    sentence:
      'What the assistant says fits its own question and results better than those of other rows, and adds to them.'
  },
  agentic: {
    weight: weights.agentic,
    sentence:
      'Calls are declared, valid and answered; their arguments rest on the conversation, and what they find is used.'
  },
  reasoning: {
    weight: weights.reasoning,
    sentence: 'The assistant reasons in each of its messages, about this conversation, and towards its final answer.'
  },
  verified: {
    weight: weights.verified,
    sentence:
      'The tests of the row pass with its answer, and fail without it; half of that where it has a patch that applies and no tests.'
  },
  own: { weight: null, sentence: 'Runs of six words that few other rows have. It multiplies what the row is worth.' },
  order: {
    weight: null,
    sentence:
      'Neighbouring words are neighbours elsewhere too: text, and not words drawn at random. It multiplies the row.'
  }
};

/**
 * @param conversations those that were scored
 * @param other those of the run under another seed
 */
export function explainScore(
  score: HarnessScore,
  conversations: readonly Conversation[],
  other: readonly Conversation[] = []
): ScoreFactor[] {
  const asked = excerpts(conversations);
  const names = Object.keys(ROW_FACTORS) as RowFactor[];
  const rows = names
    .filter((name) => name !== 'verified' || score.rows.some(({ verified }) => verified !== null))
    .map((name) => rowFactor(name, score.rows, asked));
  const count = score.rows.length;
  return [
    ...rows,
    {
      name: 'diversity',
      value: score.diversity,
      weight: null,
      sentence: `${count} conversations count as ${score.effectiveConversations.toFixed(1)} that have nothing in common. It multiplies the score.`,
      examples: []
    },
    {
      name: 'originality',
      value: score.originality,
      weight: null,
      sentence: 'How much of the program is no copy of an earlier one. It multiplies the score.',
      examples: []
    },
    ...(score.renewal ? [renewalFactor(score.renewal, other)] : [])
  ];
}

function renewalFactor({ value, across, within, rows }: Renewal, other: readonly Conversation[]): ScoreFactor {
  const asked = excerpts(other);
  const sorted = rows.toSorted((one, next) => next.similarity - one.similarity || one.line - next.line);
  const examples = worstAndBest(sorted).map(({ line, similarity, likeLine }) => ({
    line,
    value: 1 - similarity,
    text: `of the run with another seed, ${share(similarity)} as in line ${likeLine ?? 0}: ${asked.get(line) ?? ''}`
  }));
  const sentence = `Conversations with another seed have ${share(across)} of their words in common with the likest of this run; within this run it is ${share(within)}. A program that writes the same whatever its seed makes no data. It multiplies the score.`;
  return { name: 'renewal', value, weight: null, sentence, examples };
}

const share = (value: number): string => `${Math.round(100 * value)} %`;

function rowFactor(name: RowFactor, rows: readonly RowScore[], asked: ReadonlyMap<number, string>): ScoreFactor {
  const values = rows.map((row) => ({ row, value: row[name] ?? 0 }));
  const sorted = values.toSorted((one, other) => one.value - other.value || one.row.line - other.row.line);
  const examples = worstAndBest(sorted).map(({ row, value }) => {
    const fault = faultOf(name, row);
    return { line: row.line, value, text: `${asked.get(row.line) ?? ''}${fault === null ? '' : ` (${fault})`}` };
  });
  const value = values.reduce((sum, one) => sum + one.value, 0) / Math.max(1, values.length);
  return { name, value, ...ROW_FACTORS[name], examples };
}

function faultOf(name: RowFactor, { callFault, check }: RowScore): string | null {
  if (name === 'agentic') return callFault;
  return name === 'verified' && check !== null ? CHECKS[check] : null;
}

/** @param sorted the worst first */
const worstAndBest = <Row>(sorted: readonly Row[]): Row[] => [
  ...new Set([...sorted.slice(0, WORST), ...sorted.slice(-1)])
];

const excerpts = (conversations: readonly Conversation[]): Map<number, string> =>
  new Map(conversations.map((conversation) => [conversation.line, excerpt(conversation)]));

function excerpt({ messages }: Conversation): string {
  const first = messages.find(({ role }) => role === 'user') ?? messages[0]!;
  return shorten(first.content.replace(/\s+/g, ' ').trim(), EXCERPT);
}
