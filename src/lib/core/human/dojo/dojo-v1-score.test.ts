import { describe, expect, test } from 'vitest';
import { alwaysTied, answersOf, guessing, simulatePanel, tasksOf, truthOf } from '../testing/simulated-panel.ts';
import { dojoTruth, dojoV1Points, dojoV1Shares } from './dojo-v1-score.ts';
import { dojoV1Labelers } from './dojo-v1-labelers.ts';

const truth = dojoTruth(4);
const PERFECT = [4, 3, 2, 1];
const REVERSED = [1, 2, 3, 4];
const CONSTANT = [5, 5, 5, 5];

describe('Dojo v1', () => {
  test('pays a constant rater .723 of the best points, and a reversed one nothing', () => {
    const [perfect, constant, reversed] = dojoV1Points([PERFECT, CONSTANT, REVERSED], truth);
    expect(perfect).toBe(1);
    expect(constant).toBeCloseTo(0.723, 2);
    expect(reversed).toBe(0);
  });

  test('pays random orders .50 on average', () => {
    const orders = PERFECT.flatMap((a) =>
      PERFECT.filter((b) => b !== a).flatMap((b) =>
        PERFECT.filter((c) => c !== a && c !== b).map((c) => [a, b, c, PERFECT.find((d) => ![a, b, c].includes(d))!])
      )
    );
    expect(orders).toHaveLength(24);
    const points = dojoV1Points(orders, truth);
    expect(points.reduce((sum, value) => sum + value, 0) / 24).toBeCloseTo(0.5, 2);
  });

  test('shares add up to one', () => {
    const shares = dojoV1Shares([PERFECT, CONSTANT, REVERSED], truth);
    expect(shares.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(dojoV1Shares([CONSTANT, CONSTANT], truth)).toEqual([0, 0]);
  });

  test('over a task set: whoever ties everything has .723, whoever guesses about a half', () => {
    const panel = simulatePanel(3, { gold: 200, open: 0 });
    const answers = [...answersOf(panel, 'm', 'a', alwaysTied), ...answersOf(panel, 'm', 'b', guessing(panel))];
    const [tied, guess] = dojoV1Labelers(tasksOf(panel), truthOf(panel), answers);
    expect(tied!.points).toBeCloseTo(0.723, 2);
    expect(guess!.points).toBeCloseTo(0.5, 1);
  });
});
