import { describe, expect, test } from 'vitest';
import { seededRandom, shuffledIndices } from '../../model/seeded-random.ts';
import type { Answer } from '../answers/answer.ts';
import { hashOfScores, RECORDED_SCORES } from '../testing/recorded-scores.ts';
import {
  alwaysTied,
  answersOf,
  byPosition,
  guessing,
  honest,
  ids,
  NOISE,
  simulatePanel,
  tasksOf,
  truthOf,
  type PanelShape,
  type Rater,
  type SimulatedPanel
} from '../testing/simulated-panel.ts';
import { humanScore, type HumanScore } from './human-score.ts';

const scoreOf = (panel: SimulatedPanel, answers: Answer[]): HumanScore =>
  humanScore(tasksOf(panel), truthOf(panel), answers);

const RATERS = 1_000;

/** Mean scores of raters who each have a task set of their own, and how many intervals reach down to 0. */
function simulate(rater: (panel: SimulatedPanel) => Rater, shape: PanelShape = { gold: 12, open: 4 }) {
  let [labelers, miners, reachZero] = [0, 0, 0];
  for (let seed = 0; seed < RATERS; seed++) {
    const panel = simulatePanel(seed, shape);
    const { labelers: of, miners: their } = scoreOf(panel, answersOf(panel, 'm', 'l', rater(panel)));
    labelers += of[0]!.score;
    miners += their[0]!.score;
    if (their[0]!.interval95[0] === 0) reachZero++;
  }
  return { labeler: labelers / RATERS, miner: miners / RATERS, reachZero: reachZero / RATERS };
}

/** The best first, all others tied. */
const firstIsBest: Rater = (task) => [ids(task).slice(0, 1), ids(task).slice(1)];
const reversed: Rater = (task) => task.order.toReversed().map((id) => [id]);

describe('a thousand raters of a kind', () => {
  test.each<[string, (panel: SimulatedPanel) => Rater]>([
    ['tie everything', () => alwaysTied],
    ['guess', guessing],
    ['keep the order of the screen', () => byPosition],
    ['take the first for the best', () => firstIsBest],
    ['cannot tell', () => () => null],
    [
      'know the order but not its direction',
      ({ random }) =>
        ({ order }) =>
          (random.below(2) === 0 ? order : order.toReversed()).map((id) => [id])
    ]
  ])('who %s earn 0 within .05, by their intervals as well', (_name, rater) => {
    const { labeler, miner, reachZero } = simulate(rater);
    expect(labeler).toBeLessThan(0.05);
    expect(miner).toBeLessThan(0.05);
    expect(reachZero).toBeGreaterThan(0.95);
  });

  test('who guess earn 0 within .05 on six gold tasks, and on thirty of two outputs', () => {
    expect(simulate(guessing, { gold: 6, open: 0 }).labeler).toBeLessThan(0.05);
    expect(simulate(guessing, { gold: 30, open: 0, outputs: 2 }).labeler).toBeLessThan(0.05);
  });

  test('who turn the order round earn 0, who see it earn 1', () => {
    expect(simulate(() => reversed)).toMatchObject({ labeler: 0, miner: 0 });
    const perfect = simulate((panel) => honest(panel, 0));
    expect([perfect.labeler, perfect.miner]).toEqual([1, 1]);
  });

  test('who see some of it earn what they see', () => {
    expect(simulate((panel) => honest(panel, NOISE[0.8])).labeler).toBeCloseTo(0.79, 1);
    expect(simulate((panel) => honest(panel, NOISE[0.6])).labeler).toBeCloseTo(0.58, 1);
  });
});

describe('honesty', () => {
  const panel = simulatePanel(1, { gold: 400, open: 0 });
  const see = honest(panel, NOISE[0.9]);
  const guess = guessing(panel);
  const isKnown = (id: string) => Number(id.slice(1)) % 10 < 7;
  const score = (otherwise: Rater) =>
    scoreOf(
      panel,
      answersOf(panel, 'm', 'l', (task) => (isKnown(task.task.id) ? see(task) : otherwise(task)))
    );

  test('"cannot tell", a tie and no answer bring what a guess brings on average', () => {
    const miners = [guess, () => null, alwaysTied, () => undefined].map(
      (otherwise) => score(otherwise).miners[0]!.score
    );
    for (const one of miners) expect(one).toBeCloseTo(0.7 * 0.9, 1);
  });

  test('tasks without an answer lower the coverage and not the labeler’s score', () => {
    const { labelers, miners } = score(() => undefined);
    expect(labelers[0]).toMatchObject({ answered: 280, gold: 280 });
    expect(labelers[0]!.score).toBeCloseTo(0.9, 1);
    expect(miners[0]!.coverage).toBeCloseTo(0.7, 12);
  });

  test('outputs left out and ties take only their own pairs', () => {
    const partial = scoreOf(
      panel,
      answersOf(panel, 'm', 'l', ({ order }) => [[order[0]!], [order[1]!, order[2]!]])
    );
    expect(partial.labelers[0]!.score).toBeCloseTo(2 / 6, 1);
  });
});

describe('nothing but the judgements decides', () => {
  const panel = simulatePanel(3, { gold: 20, open: 30 });
  const answers = [
    ...answersOf(panel, 'm1', 'a', honest(panel, NOISE[0.8])),
    ...answersOf(panel, 'm1', 'b', honest(panel, NOISE[0.6])),
    ...answersOf(panel, 'm2', 'c', honest(panel, NOISE[0.8])),
    ...answersOf(panel, 'm3', 'd', guessing(panel))
  ];
  const found = scoreOf(panel, answers);

  test('not the order of the lines', () => {
    const random = seededRandom(4);
    expect(
      scoreOf(
        panel,
        shuffledIndices(answers.length, random).map((at) => answers[at]!)
      )
    ).toEqual(found);
  });

  test('not the place of an output on the screen', () => {
    const turned = tasksOf(panel).map((task) => ({ ...task, outputs: task.outputs.toReversed() }));
    const other = humanScore(turned, truthOf(panel), answers);
    for (const [at, labeler] of other.labelers.entries())
      expect(labeler.score).toBeCloseTo(found.labelers[at]!.score, 12);
    for (const [at, miner] of other.miners.entries()) expect(miner.score).toBeCloseTo(found.miners[at]!.score, 12);
  });

  test('every score lies in its interval, and that in [0, 1]', () => {
    for (const { score, interval95 } of [...found.labelers, ...found.miners]) {
      expect(interval95[0]).toBeGreaterThanOrEqual(0);
      expect(interval95[0]).toBeLessThanOrEqual(score);
      expect(interval95[1]).toBeGreaterThanOrEqual(score);
      expect(interval95[1]).toBeLessThanOrEqual(1);
    }
  });

  test('the same bits everywhere: as recorded', () => {
    expect(hashOfScores()).toBe(RECORDED_SCORES);
  });
});

test('more labelers and tasks than can be held against each other are refused', () => {
  const panel = simulatePanel(1, { gold: 2, open: 0 });
  const [task] = tasksOf(panel);
  const tasks = Array.from({ length: 10_000 }, (_, at) => ({ ...task!, id: `t${at}` }));
  const answers = Array.from({ length: 400 }, (_, at) => answersOf(panel, 'm', `l${at}`, byPosition)).flat();
  expect(() => humanScore(tasks, truthOf(panel), answers)).toThrow(
    expect.objectContaining({ code: 'human/too-large' })
  );
});

describe('flags', () => {
  const panel = simulatePanel(6, { gold: 20, open: 20 });
  const flagsOf = (rate: Rater) => scoreOf(panel, answersOf(panel, 'm', 'l', rate)).labelers[0]!.flags;

  test('say what a desk should look at', () => {
    expect(flagsOf(honest(panel, NOISE[0.8]))).toEqual([]);
    expect(flagsOf(reversed)).toEqual(['reversed']);
    expect(flagsOf(byPosition)).toContain('by-position');
    expect(flagsOf(alwaysTied)).toEqual(['not-beyond-chance', 'all-tied']);
    expect(flagsOf((task) => (task.isGold ? undefined : byPosition(task)))).toContain('no-gold');
  });

  test('without gold answers nothing is known: score 0, interval everything', () => {
    const { labelers } = scoreOf(
      panel,
      answersOf(panel, 'm', 'l', (task) => (task.isGold ? undefined : []))
    );
    expect(labelers[0]).toMatchObject({ score: 0, interval95: [0, 1] });
  });
});
