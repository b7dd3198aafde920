// Ladders of `assay-harness/1`: the score falls in step with the spoilt share. The measure was set on repairs; the first look at desk
// and logs changed how diversity is counted, and tables were drawn up after that.
import { describe, expect, test } from 'vitest';
import { checkPatches } from '../patch/check-patches.ts';
import { deskConversations } from '../testing/desk-conversations.ts';
import { logConversations } from '../testing/log-conversations.ts';
import { patchedRepairs } from '../testing/patched-repairs.ts';
import { repairConversations } from '../testing/repair-conversations.ts';
import { conversationsOf, scoreRows } from '../testing/score-rows.ts';
import { spoil, SPOILS, type SpoilName } from '../testing/spoil-conversations.ts';
import { tableConversations } from '../testing/table-conversations.ts';
import { harnessScore, type RowCheck } from './harness-score.ts';

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];
const DOMAINS = {
  repairs: repairConversations,
  desk: deskConversations,
  logs: logConversations,
  tables: tableConversations
};

/** Spearman's rank correlation, without ties in the first. */
function spearman(one: readonly number[], other: readonly number[]): number {
  const rank = (values: readonly number[]) =>
    values.map((value) => {
      const below = values.filter((each) => each < value).length;
      const same = values.filter((each) => each === value).length;
      return below + (same - 1) / 2;
    });
  const [left, right] = [rank(one), rank(other)];
  const mean = (one.length - 1) / 2;
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + (value - mean) * (b[at]! - mean), 0);
  return product(left, right) / Math.sqrt(product(left, left) * product(right, right));
}

describe.each(Object.entries(DOMAINS))('%s', (domain, make) => {
  const rows = make(100, 1);

  test.each(Object.keys(SPOILS) as SpoilName[])('%s', (name) => {
    const scores = SHARES.map((share) => scoreRows(spoil(rows, name, share, 3)).score);
    const correlation = spearman(
      SHARES.map((share) => -share),
      scores
    );
    console.log(
      domain.padEnd(8),
      name.padEnd(24),
      correlation.toFixed(3),
      scores.map((score) => score.toFixed(3)).join(' ')
    );
    expect(correlation).toBeGreaterThanOrEqual(0.95);
  });
});

test('patches that were made for another row', () => {
  const scores = SHARES.map((spoilt) => {
    const rows = patchedRepairs(100, 1, { spoilt });
    const checks = new Map(
      Array.from(checkPatches(conversationsOf(rows)), ([line, { outcome }]): [number, RowCheck] => [
        line,
        outcome === 'unproven' ? 'vacuous' : outcome
      ])
    );
    return scoreRows(rows, { checks }).score;
  });
  console.log('patches', scores.map((score) => score.toFixed(3)).join(' '));
  expect(
    spearman(
      SHARES.map((share) => -share),
      scores
    )
  ).toBeGreaterThanOrEqual(0.95);
  expect(scores.at(-1)).toBeLessThan(scores[0]! / 3);
});

test('10,000 conversations of almost 10 MiB are scored within 20 seconds', () => {
  const rows = repairConversations(10_000, 5).map(({ messages, id }) => ({
    id,
    messages: messages.slice(1).map(({ role, content, tool_calls }) => ({ role, content, tool_calls }))
  }));
  const conversations = conversationsOf(rows);
  const started = performance.now();
  expect(
    harnessScore({ conversations, seed: 1, checks: null, copiedProgram: 0, copiedLines: [], renewal: null, lift: null })
      .score
  ).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(20_000);
});
