import { describe, expect, test } from 'vitest';
import {
  answersOf,
  byPosition,
  honest,
  NOISE,
  simulatePanel,
  tasksOf,
  type Rater
} from '../testing/simulated-panel.ts';
import { dpoRows, ktoRows, rawRows, sftRows, type ExportInput } from './export-rows.ts';

const panel = simulatePanel(8, { gold: 0, open: 20 });
const tasks = tasksOf(panel);
const orderOf = new Map(panel.tasks.map(({ task, order }) => [task.id, order]));
const levelOf = (content: string) => orderOf.get(content.split('/')[0]!)!.indexOf(content.split('/')[1]!);

function input(raters: Record<string, Rater>, weight = (_labeler: string) => 1): ExportInput {
  return {
    tasks,
    answers: Object.entries(raters).flatMap(([name, rate]) => answersOf(panel, 'm', name, rate)),
    weightOf: ({ labeler }) => weight(labeler),
    contentOf: (task, output) => `${task.id}/${output}`
  };
}
const three = () => ({
  a: honest(panel, NOISE[0.9]),
  b: honest(panel, NOISE[0.9]),
  c: honest(panel, NOISE[0.9])
});

describe('rows of training data', () => {
  test('DPO: what most prefer is chosen, with margin and votes', () => {
    const rows = dpoRows(input(three()));
    expect(rows.length).toBeGreaterThan(100);
    const right = rows.filter(({ chosen, rejected }) => levelOf(chosen) < levelOf(rejected)).length;
    expect(right / rows.length).toBeGreaterThan(0.93);
    for (const { margin, votes } of rows) {
      expect(margin).toBeGreaterThan(0);
      expect(margin).toBeLessThan(1);
      expect(votes.chosen + votes.rejected + votes.tied).toBe(3);
      expect(votes.chosen).toBeGreaterThan(votes.rejected);
    }
  });

  test('a vote weighs what its labeler is worth, and nothing for one that is worth nothing', () => {
    const raters = { good: honest(panel, 0), bad: byPosition, worse: byPosition };
    const rows = dpoRows(input(raters, (labeler) => (labeler === 'good' ? 1 : 0)));
    expect(rows.every(({ chosen, rejected }) => levelOf(chosen) < levelOf(rejected))).toBe(true);
    expect(rows[0]!.votes).toEqual({ chosen: 1, rejected: 0, tied: 0, weight: 1 });
    expect(dpoRows(input(raters, () => 0))).toEqual([]);
  });

  test('what all tie gives no pair and no best', () => {
    const tied = input({ a: (task) => [task.task.outputs.map(({ id }) => id)] });
    expect([dpoRows(tied), sftRows(tied), ktoRows(tied)]).toEqual([[], [], []]);
  });

  test('SFT: the best; KTO: what is clearly above or below an average output', () => {
    const best = sftRows(input(three()));
    expect(best.filter(({ completion }) => levelOf(completion) === 0).length / best.length).toBeGreaterThan(0.85);
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`l${at}`, honest(panel, NOISE[0.9])]));
    const judged = ktoRows(input(many));
    expect(judged.some(({ label }) => label) && judged.some(({ label }) => !label)).toBe(true);
    for (const { label, completion } of judged) expect(levelOf(completion) < 2).toBe(label);
  });

  test('raw: every answer as it came, with its weight', () => {
    const rows = rawRows(input({ a: byPosition }));
    expect(rows).toHaveLength(20);
    expect(rows[0]).toEqual({
      ...{ task: 't0', labeler: 'a', miner: 'm', ranking: [['o0'], ['o1'], ['o2'], ['o3']] },
      ...{ ms: 20_000, criteria: {}, weight: 1 }
    });
  });
});
