// Files sold as programs, and generators that are none: what is new under another seed.
import { describe, expect, test } from 'vitest';
import { deskConversations } from '../testing/desk-conversations.ts';
import { fixedPrograms } from '../testing/fixed-programs.ts';
import { logConversations } from '../testing/log-conversations.ts';
import { repairConversations } from '../testing/repair-conversations.ts';
import { conversationsOf, scoreRows } from '../testing/score-rows.ts';
import { stockRows } from '../testing/stock-rows.ts';
import { tableConversations } from '../testing/table-conversations.ts';
import { explainScore } from './explain-score.ts';
import { measureRenewal } from './renewal.ts';

const ROWS = 60;
const DOMAINS = {
  repairs: repairConversations,
  desk: deskConversations,
  logs: logConversations,
  tables: tableConversations
};
/** Above this no opponent gets; the last two are not seen, or hardly. */
const MOST: Record<string, number> = {
  'a file': 0,
  'a file, shuffled': 0,
  'a word added to each row': 0.1,
  'a word added to each text': 0.4,
  'a tenth of the words replaced, by row': 0.5,
  'a quarter of the words replaced, by row': 0.75,
  'a quarter replaced by synonyms': 0.75,
  'half a file, twice': 0,
  'half a file, twice, with words added': 1,
  'drawn from a file ten times as long': 1
};
const renewalOf = (rows: readonly unknown[], other: readonly unknown[]) =>
  measureRenewal(conversationsOf(rows), conversationsOf(other), 5).value;

describe.each(Object.entries(DOMAINS))('%s', (domain, make) => {
  test('a generator is as new with another seed, with few rows and with many', () => {
    for (const count of [20, ROWS, 500])
      for (const seed of [1, 3]) expect(renewalOf(make(count, seed), make(count, seed + 1))).toBeGreaterThan(0.95);
  });

  const programs = fixedPrograms(make, ROWS);
  test.each(Object.keys(MOST))('%s', (name) => {
    const value = renewalOf(programs[name]!(1), programs[name]!(2));
    expect(value).toBeLessThanOrEqual(MOST[name]!);
  });
});

test('few kinds are no fault here: one sentence with other numbers is as new as it can be', () => {
  const rows = (from: number) =>
    stockRows(60, from)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
  expect(renewalOf(rows(0), rows(1000))).toBeGreaterThan(0.95);
});

test('a file of long conversations is seen where more than the compared words of it are new', () => {
  const textOf = (count: number, seed: number) =>
    repairConversations(count, seed)
      .flatMap(({ messages }) => messages.map(({ content }) => content))
      .join(' ');
  const bodies = Array.from({ length: 12 }, (_, at) => textOf(100, 100 + at));
  const long = (seed: number) =>
    bodies.map((body, at) => ({
      messages: [
        { role: 'user', content: textOf(15, seed + at) },
        { role: 'assistant', content: body }
      ]
    }));
  expect(renewalOf(long(1000), long(2000))).toBeLessThan(0.6);
});

test('it multiplies the score, and three rows of the other run are shown', () => {
  const [rows, other] = [repairConversations(30, 1), [...repairConversations(10, 1), ...repairConversations(20, 2)]];
  const [conversations, others] = [conversationsOf(rows), conversationsOf(other)];
  const renewal = measureRenewal(conversations, others, 5);
  expect(renewal.value).toBeGreaterThan(0.5);
  expect(renewal.value).toBeLessThan(0.85);
  const score = scoreRows(rows, { renewal });
  expect(score.score).toBeCloseTo(scoreRows(rows).score * renewal.value, 12);
  const factor = explainScore(score, conversations, others).find(({ name }) => name === 'renewal')!;
  expect(factor.value).toBe(renewal.value);
  expect(factor.examples.map(({ line }) => line).slice(0, 2)).toEqual([1, 2]);
  expect(factor.examples[0]).toMatchObject({ value: 0, text: expect.stringContaining('100 % as in line 1') });
  expect(factor.examples).toHaveLength(3);
});

test('one conversation each is compared with the other', () => {
  const [one, other] = [repairConversations(1, 1), repairConversations(1, 2)];
  expect(renewalOf(one, one)).toBe(0);
  expect(renewalOf(one, other)).toBeGreaterThan(0);
});
