// Tests that conversations bring along, run on their answers in the real sandbox; and what that does to the score.
import { expect, test } from 'vitest';
import { testConversations } from '#lib/core/harness/judge/test-conversations.ts';
import { harnessScore } from '#lib/core/harness/score/harness-score.ts';
import { patchedRepairs } from '#lib/core/harness/testing/patched-repairs.ts';
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

test('tests run on what a patch makes of the file, and the score falls with patches that do not fit', async () => {
  const scores: number[] = [];
  for (const spoilt of SHARES) {
    const conversations = conversationsOf(patchedRepairs(ROWS, 11, { spoilt, tests: true }));
    const checks = await testConversations(conversations, nodeRunner());
    const found = [...checks!.values()];
    expect(found.filter((check) => check === 'unfit' || check === 'failed')).toHaveLength(spoilt * ROWS);
    // One test passes on the file as it was shown, too.
    if (spoilt === 0) expect(found.filter((check) => check === 'vacuous')).toHaveLength(1);
    scores.push(
      harnessScore({
        conversations,
        seed: 7,
        checks,
        copiedProgram: 0,
        copiedLines: [],
        renewal: null,
        lift: null
      }).score
    );
  }
  expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  expect(scores.at(-1)).toBeLessThan(scores[0]! / 3);
}, 120_000);

test('a patch without tests applies or does not; with an answer beside it the tests run on the answer', async () => {
  const [row] = patchedRepairs(1, 11, { tests: true });
  const { patch, tests } = row!.final;
  const { answer } = rows[0]!.final;
  const finals = [
    { patch },
    { patch: patch.replaceAll('\n-', '\n-x') },
    { patch: 'no patch at all' },
    { patch, tests },
    { patch, answer, tests },
    { patch, answer: 'x = 1', tests },
    { patch: patch.replaceAll('\n-', '\n-x'), answer, tests },
    { patch: 'no patch at all', tests },
    { patch, tests: ['assert True'] },
    { patch: `--- /dev/null\n+++ b/new.py\n@@ -0,0 +1,1 @@\n+x = 1\n` },
    { patch: `--- /dev/null\n+++ b/new.py\n@@ -0,0 +1,1 @@\n+x = 1\n`, tests: ['assert x == 1'] },
    { patch: `--- /dev/null\n+++ b/new.js\n@@ -0,0 +1,1 @@\n+x = 1\n`, tests: ['assert x == 1'] }
  ];
  const checks = await testConversations(conversationsOf(finals.map((final) => ({ ...row!, final }))), nodeRunner());
  expect(finals.map((_, at) => checks!.get(at + 1) ?? 'none')).toEqual([
    'applied',
    'unfit',
    'none',
    'passed',
    'passed',
    'failed',
    'unfit',
    'none',
    'vacuous',
    'none',
    'passed',
    'none'
  ]);
}, 60_000);

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
