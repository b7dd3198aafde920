// The cases that Data Fabrication publishes (tests/test_dataset_scoring.py, tests/test_api.py), and what is known of its score.
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { readConversations } from '../dataset/read-conversations.ts';
import { UPSTREAM_WEIGHTS, upstreamScore, weighUpstream } from './upstream-score.ts';

const score = (rows: unknown[]) =>
  upstreamScore(readConversations(new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'))));

const TASKS = [
  { type: 'bug_fix', difficulty: 'medium' },
  { type: 'test_generation', difficulty: 'hard' }
];
/** Rows of the published tests: what they say matters for the words that are counted. */
const published = (index: number) => ({
  id: `sample-${index + 1}`,
  task: {
    ...TASKS[index],
    prompt: 'Inspect repository code, call tools, and produce a verified patch.'
  },
  tools: [{ name: 'read' }, { name: 'grep' }, { name: 'bash' }],
  messages: [
    { role: 'system', content: 'You are a software engineering agent.' },
    { role: 'user', content: 'Find the parser bug, inspect relevant code, and include tests.' },
    {
      role: 'assistant',
      content: 'I will inspect files and tests before editing the parser implementation.',
      reasoning: 'A grounded repository change needs evidence from code and tests before writing a patch.',
      tool_calls: [{ name: 'grep', arguments: { pattern: 'parse' } }]
    },
    { role: 'tool', name: 'grep', content: 'src/parser.py:def parse(value):' },
    {
      role: 'assistant',
      content: 'The patch handles empty strings and adds a regression test for the parser.',
      reasoning: 'The tool output identified the parser entrypoint and the final answer includes validation.'
    }
  ],
  final: { patch: 'diff --git a/src/parser.py b/src/parser.py', tests: ['pytest tests/test_parser.py'] },
  metadata: { benchmark_tags: ['swe', 'debug', 'test'] }
});

describe('the score of the reference', () => {
  test('of the published rows is .914333', () => {
    const { score: found, passed, metrics } = score([published(0), published(1)]);
    expect(found).toBeCloseTo(0.914333, 6);
    expect(passed).toBe(true);
    expect(metrics.agentic).toBe(1);
    expect(metrics.functionCall).toBe(1);
  });

  test('refuses what its reader refuses', () => {
    expect(() => score([{ text: 'missing messages' }])).toThrow('Line 1: /messages is missing');
  });

  test('of two plain dialogues does not pass, as its weights have it since tools count', () => {
    const dialogue = (first: string, second: string) => ({
      messages: [
        { role: 'user', content: first },
        { role: 'assistant', content: second }
      ]
    });
    const { score: found, passed } = score([
      dialogue(
        'Describe a robust synthetic data task in detail.',
        'A robust task has a clear prompt and a grounded answer.'
      ),
      dialogue('Create a reasoning example for arithmetic.', 'First decompose the problem, then calculate each term.')
    ]);
    // .1 format + .25 * .9 quality + .15 originality + .02 * .0 diversity, and a word of coding here and there.
    expect(found).toBeGreaterThan(0.4);
    expect(passed).toBe(false);
  });

  test('of nothing is 0', () => {
    expect(upstreamScore([])).toMatchObject({ score: 0, passed: false });
  });

  test('adds nine weights that make 1', () => {
    expect(Object.values(UPSTREAM_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const all = { ...UPSTREAM_WEIGHTS };
    for (const name of Object.keys(all) as (keyof typeof all)[]) Object.assign(all, { [name]: 1 });
    expect(weighUpstream(all)).toBeCloseTo(1, 12);
  });
});

describe('what the reference can be made to say', () => {
  const random = seededRandom(5);
  const word = () => Array.from({ length: 7 }, () => String.fromCharCode(97 + random.below(26))).join('');
  /** Copies of one row, of several types on paper, whose first message alone is drawn. */
  const copies = Array.from({ length: 200 }, (_, index) => {
    const row = published(0);
    const tool = ['grep', 'read', 'bash'][index % 3]!;
    return {
      ...row,
      id: `copy-${index}`,
      task: { ...row.task, type: `type-${index % 4}`, difficulty: `level-${index % 3}` },
      messages: row.messages.map((message, at) => {
        if (at === 0) return { ...message, content: Array.from({ length: 12 }, word).join(' ') };
        const long = { ...message, content: `${message.content} The tests of the parser pass again.` };
        if (at === 2) return { ...long, tool_calls: [{ name: tool, arguments: { pattern: 'parse' } }] };
        return at === 3 ? { ...long, name: tool } : long;
      })
    };
  });

  test('200 copies of one template with random first lines reach 1.000', () => {
    expect(score(copies).score).toBeCloseTo(1, 3);
  });

  test('one shared first line halves originality, whatever follows', () => {
    const shared = copies.map((row, index) => ({
      ...row,
      messages: row.messages.map((message, at) =>
        at === 0 ? { ...message, content: 'You are a careful agent.' } : message
      ),
      id: `other-${index}`
    }));
    expect(score(shared).metrics.originality).toBeCloseTo(0.5, 12);
    expect(score(shared).score).toBeCloseTo(0.925, 2);
  });
});

test('4,000 conversations are compared on 1,000 of them', () => {
  const rows = Array.from({ length: 4000 }, (_, index) => ({
    messages: published(index % 2).messages,
    id: `row-${index}`
  }));
  expect(score(rows).comparedConversations).toBe(1000);
});
