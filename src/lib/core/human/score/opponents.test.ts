// People who want to be paid for less than they do, against honest ones beside them. docs/human.md has the whole table; the last
// cases here say what the measure does not see.
import { describe, expect, test } from 'vitest';
import type { Answer } from '../answers/answer.ts';
import {
  answersOf,
  copying,
  guessing,
  honest,
  NOISE,
  remembered,
  simulatePanel,
  tasksOf,
  truthOf,
  type Accuracy,
  type Rater,
  type SimulatedPanel
} from '../testing/simulated-panel.ts';
import { humanScore } from './human-score.ts';

const SHAPE = { gold: 60, open: 140 };
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Mean scores and lower ends of miners' intervals, by miner. */
function play(build: (panel: SimulatedPanel) => Answer[][]) {
  const found = new Map<string, { score: number; low: number }>();
  for (const seed of SEEDS) {
    const panel = simulatePanel(seed, SHAPE);
    const { miners } = humanScore(tasksOf(panel), truthOf(panel), [...others(panel), ...build(panel).flat()]);
    for (const { miner, score, interval95 } of miners) {
      const sum = found.get(miner) ?? { score: 0, low: 0 };
      found.set(miner, {
        score: sum.score + score / SEEDS.length,
        low: sum.low + interval95[0] / SEEDS.length
      });
    }
  }
  return (miner: string) => found.get(miner)!;
}

const person = (panel: SimulatedPanel, accuracy: Accuracy) => remembered(honest(panel, NOISE[accuracy]));
const others = (panel: SimulatedPanel): Answer[] =>
  ([0.9, 0.8, 0.6, 0.6] as const).flatMap((accuracy, at) =>
    answersOf(panel, `other${at}`, 'l', person(panel, accuracy))
  );

describe('honest people', () => {
  test('earn what they see, beside each other and beside cheats', () => {
    const earned = play((panel) => [
      answersOf(panel, 'guess', 'l', guessing(panel)),
      answersOf(panel, 'perfect', 'l', person(panel, 1)),
      answersOf(panel, 'perfect too', 'l', person(panel, 1))
    ]);
    expect(earned('other1').score).toBeCloseTo(0.8, 1);
    expect(earned('other2').score).toBeCloseTo(0.6, 1);
    expect(earned('perfect').score).toBe(1);
    expect(earned('perfect too').score).toBe(1);
    expect(earned('guess').score).toBeLessThan(0.05);
  });

  test('see more together, each one adding less', () => {
    const scores = [1, 2, 4, 8].map(
      (count) =>
        play((panel) =>
          Array.from({ length: count }, (_, at) => answersOf(panel, 'team', `l${at}`, person(panel, 0.4)))
        )('team').score
    );
    const gains = scores.slice(1).map((score, at) => (score - scores[at]!) / 2 ** at);
    expect(gains.every((gain) => gain > 0)).toBe(true);
    expect(gains[1]).toBeLessThan(gains[0]! + 0.03);
    expect(gains[2]).toBeLessThan(gains[1]!);
  });
});

describe('copies', () => {
  test('between miners earn 0, whoever copied', () => {
    const earned = play((panel) => {
      const source = person(panel, 0.8);
      return [answersOf(panel, 'one', 'l', source), answersOf(panel, 'two', 'l', source)];
    });
    expect([earned('one').score, earned('two').score]).toEqual([0, 0]);
    expect(earned('other1').score).toBeCloseTo(0.8, 1);
  });

  test('of exact kind are seen on two dozen tasks', () => {
    let seen = 0;
    for (const seed of SEEDS) {
      const panel = simulatePanel(seed, { gold: 12, open: 12 });
      const source = person(panel, 0.8);
      const answers = [answersOf(panel, 'one', 'l', source), answersOf(panel, 'two', 'l', source)].flat();
      const { labelers } = humanScore(tasksOf(panel), truthOf(panel), [...others(panel), ...answers]);
      expect(labelers.filter(({ miner }) => miner.startsWith('other')).flatMap(({ alike }) => alike)).toEqual([]);
      if (labelers.some(({ flags }) => flags.includes('alike'))) seen++;
    }
    expect(seen).toBeGreaterThanOrEqual(SEEDS.length - 1);
  });

  test('that are guesses for the rest earn 0 within their interval', () => {
    const earned = play((panel) => {
      const source = person(panel, 0.8);
      return [
        answersOf(panel, 'source', 'l', source),
        answersOf(panel, 'copy', 'l', copying(panel, source, guessing(panel), 0.7))
      ];
    });
    expect(earned('copy').score).toBeLessThan(0.15);
    expect(earned('copy').low).toBeLessThan(0.05);
  });

  test('within a miner, as further keys of one person, add nothing', () => {
    const earned = play((panel) => {
      const source = person(panel, 0.8);
      return [
        answersOf(panel, 'alone', 'l', person(panel, 0.8)),
        ...Array.from({ length: 6 }, (_, at) => answersOf(panel, 'six keys', `l${at}`, source))
      ];
    });
    expect(earned('six keys').score).toBeCloseTo(earned('alone').score, 1);
  });

  test('of a majority of the panel are still seen by their errors on gold', () => {
    const earned = play((panel) => {
      const source = person(panel, 0.8);
      return Array.from({ length: 12 }, (_, at) => answersOf(panel, `clone${at}`, 'l', source));
    });
    expect(earned('clone0').score).toBeLessThan(0.05);
    expect(earned('other1').score).toBeCloseTo(0.8, 1);
  });
});

describe('keys', () => {
  test('forty that guess earn a miner 0 within its interval', () => {
    const earned = play((panel) =>
      Array.from({ length: 40 }, (_, at) => answersOf(panel, 'keys', `l${at}`, guessing(panel)))
    );
    expect(earned('keys').score).toBeLessThan(0.05);
    expect(earned('keys').low).toBeLessThan(0.01);
  });

  test('among which one person divides the work bring what the person brings', () => {
    const earned = play((panel) => {
      const one = person(panel, 0.8);
      return Array.from({ length: 5 }, (_, at) =>
        answersOf(panel, 'divided', `l${at}`, (task) =>
          Number(task.task.id.slice(1)) % 5 === at ? one(task) : undefined
        )
      );
    });
    expect(earned('divided').score).toBeCloseTo(0.8, 1);
  });
});

describe('open tasks', () => {
  test('agreed upon by two who guess gold ones earn them nothing', () => {
    const earned = play((panel) => {
      const agreed = remembered(guessing(panel));
      const collude = (): Rater => (task) => (task.isGold ? guessing(panel)(task) : agreed(task));
      return [answersOf(panel, 'one', 'l', collude()), answersOf(panel, 'two', 'l', collude())];
    });
    expect(earned('one').score).toBeLessThan(0.05);
    expect(earned('two').score).toBeLessThan(0.05);
  });

  test('turned round by somebody who sees which are gold cost everything', () => {
    const earned = play((panel) => {
      const see = person(panel, 0.9);
      return [answersOf(panel, 'turner', 'l', (task) => (task.isGold ? see(task) : see(task)!.toReversed()))];
    });
    expect(earned('turner').score).toBeLessThan(0.05);
  });

  test('that differ from what people see on gold cost honest ones nothing, where all differ', () => {
    const earned = play((panel) => {
      const taste = guessing(panel);
      return [0, 1, 2, 3, 4].map((at) => {
        const see = person(panel, 0.8);
        return answersOf(panel, `m${at}`, 'l', (task) => (task.isGold ? see(task) : taste(task)));
      });
    });
    expect(earned('m0').score).toBeGreaterThan(0.6);
  });
});

describe('what it does not see', () => {
  test('copies of somebody without fault: they say what any two perfect labelers say', () => {
    const earned = play((panel) => {
      const source = person(panel, 1);
      return [answersOf(panel, 'one', 'l', source), answersOf(panel, 'two', 'l', source)];
    });
    expect(earned('two').score).toBe(1);
  });

  test('answers taken now from one, now from another of three neighbours: a part is seen', () => {
    const earned = play((panel) => {
      const three = [0, 1, 2].map(() => person(panel, 0.8));
      return [
        ...three.map((source, at) => answersOf(panel, `source${at}`, 'l', source)),
        answersOf(panel, 'mosaic', 'l', (task) => three[panel.random.below(3)]!(task))
      ];
    });
    expect(earned('mosaic').score).toBeGreaterThan(0.3);
  });
});
