// Tests that conversations bring along, run on their answers in the real sandbox; and what that does to the score.
import { expect, test } from 'vitest';
import { testConversations } from '#lib/core/harness/judge/test-conversations.ts';
import { harnessScore } from '#lib/core/harness/score/harness-score.ts';
import { repairConversations } from '#lib/core/harness/testing/repair-conversations.ts';
import { conversationsOf } from '#lib/core/harness/testing/score-rows.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';

const ROWS = 40;
const rows = repairConversations(ROWS, 11);
const SHARES = [0, 0.25, 0.5, 1];

test('wrong answers are found to the row, and the score falls with them', { timeout: 120_000 }, async () => {
  const scores: number[] = [];
  for (const share of SHARES) {
    const wrong = share * ROWS;
    const made = rows.map((row, at) =>
      at < wrong
        ? { ...row, final: { ...row.final, answer: String(row.final.answer).replaceAll('return', 'return None and') } }
        : row
    );
    const conversations = conversationsOf(made);
    const checks = await testConversations(conversations, nodeRunner());
    expect([...checks!.values()].filter((check) => check === 'failed')).toHaveLength(wrong);
    expect([...checks!.values()].filter((check) => check === 'passed')).toHaveLength(ROWS - wrong);
    const { score } = harnessScore({
      conversations,
      seed: 7,
      checks,
      copiedProgram: 0,
      copiedLines: [],
      renewal: null,
      lift: null
    });
    scores.push(score);
  }
  expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  expect(scores.at(-1)).toBeLessThan(scores[0]! / 3);
});

test('what proves nothing is no proof: no tests, tests that pass anyway, an answer that ends the run', async () => {
  const [first] = rows;
  const finals = [
    { answer: 'x = 1' },
    { answer: 'x = 1', tests: ['assert True'] },
    { answer: 'raise SystemExit(0)', tests: ['assert x == 1'] },
    { answer: 'x = 1', tests: [7] },
    { tests: ['assert x == 1'] },
    { answer: 'x = 1', tests: ['assert x == 1'] }
  ];
  const checks = await testConversations(conversationsOf(finals.map((final) => ({ ...first!, final }))), nodeRunner());
  expect(finals.map((_, at) => checks!.get(at + 1) ?? 'none')).toEqual([
    'none',
    'vacuous',
    'failed',
    'none',
    'failed',
    'passed'
  ]);
  const cancelled = testConversations(conversationsOf(rows), nodeRunner(), { signal: AbortSignal.abort() });
  expect(await cancelled).toBeNull();
});
