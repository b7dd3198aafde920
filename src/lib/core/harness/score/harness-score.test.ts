import { describe, expect, test } from 'vitest';
import { deskConversations } from '../testing/desk-conversations.ts';
import { repairConversations } from '../testing/repair-conversations.ts';
import { conversationsOf, scoreRows } from '../testing/score-rows.ts';
import { spoil, type SpoilName } from '../testing/spoil-conversations.ts';
import { explainScore } from './explain-score.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';
import { harnessScore, type RowCheck } from './harness-score.ts';

const ROWS = 60;
const honest = repairConversations(ROWS, 1);
const { score: whole } = scoreRows(honest);
const linesTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const checksOf = (check: RowCheck) => new Map(linesTo(ROWS).map((line) => [line, check]));

describe('assay-harness/1', () => {
  test('gives the same bits again', () => {
    expect(scoreRows(honest).score).toBe(whole);
  });

  test('has weights that add up to 1', () => {
    expect(Object.values(HARNESS_CONSTANTS.weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('is 0 for nothing, and small for one conversation: it proves little', () => {
    const input = { seed: 7, checks: null, copiedProgram: 0, copiedLines: [], renewal: null, lift: null };
    expect(harnessScore({ ...input, conversations: [] }).score).toBe(0);
    expect(scoreRows(honest.slice(0, 1)).score).toBeLessThan(0.2);
  });

  test('gives 200 copies of one conversation nothing, whatever their system prompts say', () => {
    const copies = Array.from({ length: 200 }, (_, index) => ({
      ...honest[0]!,
      id: `copy-${index}`,
      messages: honest[0]!.messages.map((message, at) =>
        at === 0 ? { ...message, content: `Prompt ${index * 7919}` } : message
      )
    }));
    expect(scoreRows(copies).score).toBeLessThan(0.05 * whole);
  });

  test('takes a copied program and copied rows away', () => {
    expect(scoreRows(honest, { copiedProgram: 1 }).score).toBe(0);
    expect(scoreRows(honest, { copiedProgram: 0.5 }).score).toBeCloseTo(whole / 2, 12);
    expect(scoreRows(honest, { copiedLines: linesTo(ROWS) }).score).toBe(0);
  });

  test('prefers tests that pass to none, none to tests that prove nothing or fail', () => {
    const of = (check: RowCheck) => scoreRows(honest, { checks: checksOf(check) }).score;
    expect(of('passed')).toBeGreaterThan(of('vacuous'));
    expect(of('vacuous')).toBe(scoreRows(honest, { checks: new Map() }).score);
    expect(of('failed')).toBeLessThan(0.3 * of('vacuous'));
  });

  test('weighs what a model learns, where a benchmark says so', () => {
    const { quality, diversity, score } = scoreRows(honest, { lift: 0 });
    expect(score).toBeCloseTo((1 - HARNESS_CONSTANTS.liftWeight) * quality * diversity, 12);
    expect(scoreRows(honest, { lift: 1 }).score).toBeGreaterThan(whole);
  });
});

describe('a spoilt share costs in step, in a domain that the measure was not set on', () => {
  const rows = deskConversations(ROWS, 2);
  const NAMES: SpoilName[] = ['templated', 'shuffled results', 'invalid arguments', 'cut reasoning', 'random words'];

  test.each(NAMES)('%s', (name) => {
    const scores = [0, 0.5, 1].map((share) => scoreRows(spoil(rows, name, share, 3)).score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(scores[2]).toBeLessThan(0.85 * scores[0]!);
  });
});

test('every factor is explained, with rows to look at', () => {
  const rows = spoil(honest, 'invalid arguments', 0.2, 1);
  const conversations = conversationsOf(rows);
  const factors = explainScore(scoreRows(rows, { checks: new Map() }), conversations);
  expect(factors.map(({ name }) => name)).toEqual([
    'answer',
    'agentic',
    'reasoning',
    'verified',
    'own',
    'order',
    'diversity',
    'originality'
  ]);
  const { examples } = factors.find(({ name }) => name === 'agentic')!;
  expect(examples).toHaveLength(3);
  expect(examples[0]).toMatchObject({ value: 0, text: expect.stringContaining('against its schema') });
  for (const { value } of factors) expect(value).toBeGreaterThanOrEqual(0);
});
