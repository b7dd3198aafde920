// What cheats earn by `assay-human/1` beside honest people, by simulation: the table of docs/human.md.
import type { Answer } from '#lib/core/human/answers/answer.ts';
import { humanScore } from '#lib/core/human/score/human-score.ts';
import {
  alwaysTied,
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
  type PanelShape,
  type Rater,
  type SimulatedPanel
} from '#lib/core/human/testing/simulated-panel.ts';
import { markdownTable } from '../../documents/markdown-table.ts';

interface Attack {
  who: string;
  /** Answers beside those of the honest panel; the miner that is watched is called `watched`. */
  answers: (panel: SimulatedPanel) => Answer[][];
}

const WATCHED = 'watched';
const HONEST: readonly Accuracy[] = [1, 0.8, 0.8, 0.6, 0.6];
const SIZES: readonly PanelShape[] = [
  { gold: 20, open: 40 },
  { gold: 100, open: 300 }
];

const person = (panel: SimulatedPanel, accuracy: Accuracy): Rater => remembered(honest(panel, NOISE[accuracy]));
const watched = (panel: SimulatedPanel, rate: Rater, labeler = 'l'): Answer[] =>
  answersOf(panel, WATCHED, labeler, rate);
const number = (id: string): number => Number(id.slice(1));
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const attacks: readonly Attack[] = [
  ...([0.6, 0.8, 1] as const).map((accuracy) => ({
    who: `honest, accuracy ${accuracy}`,
    answers: (panel: SimulatedPanel) => [watched(panel, person(panel, accuracy))]
  })),
  {
    who: 'three honest of .6 in one miner',
    answers: (panel) => times(3, (at) => watched(panel, person(panel, 0.6), `l${at}`))
  },
  { who: 'guesses', answers: (panel) => [watched(panel, guessing(panel))] },
  { who: 'ties everything', answers: (panel) => [watched(panel, alwaysTied)] },
  { who: '40 keys that guess', answers: (panel) => times(40, (at) => watched(panel, guessing(panel), `l${at}`)) },
  {
    who: 'one of .8 under five keys, each a fifth of the tasks',
    answers: (panel) => {
      const one = person(panel, 0.8);
      return times(5, (at) =>
        watched(panel, (task) => (number(task.task.id) % 5 === at ? one(task) : undefined), `l${at}`)
      );
    }
  },
  {
    who: 'one of .8 and five clones in one miner',
    answers: (panel) => {
      const one = person(panel, 0.8);
      return times(6, (at) => watched(panel, one, `l${at}`));
    }
  },
  {
    who: 'copies all of a .8 of another miner',
    answers: (panel) => {
      const source = person(panel, 0.8);
      return [answersOf(panel, 'source', 'l', source), watched(panel, source)];
    }
  },
  {
    who: 'the one that was copied so',
    answers: (panel) => {
      const source = person(panel, 0.8);
      return [watched(panel, source), answersOf(panel, 'copy', 'l', source)];
    }
  },
  {
    who: 'copies 70 % of a .8, guesses the rest',
    answers: (panel) => {
      const source = person(panel, 0.8);
      return [answersOf(panel, 'source', 'l', source), watched(panel, copying(panel, source, guessing(panel), 0.7))];
    }
  },
  {
    who: 'copies all of a .8, swaps two neighbours in every second answer',
    answers: (panel) => {
      const source = person(panel, 0.8);
      return [answersOf(panel, 'source', 'l', source), watched(panel, copying(panel, source, guessing(panel), 1, 0.5))];
    }
  },
  {
    who: 'half honest at .8, half copied from a .8',
    answers: (panel) => {
      const source = person(panel, 0.8);
      return [answersOf(panel, 'source', 'l', source), watched(panel, copying(panel, source, person(panel, 0.8), 0.5))];
    }
  },
  {
    who: 'takes each answer from one of three others of .8',
    answers: (panel) => {
      const three = times(3, () => person(panel, 0.8));
      return [
        ...three.map((source, at) => answersOf(panel, `source${at}`, 'l', source)),
        watched(panel, (task) => three[panel.random.below(3)]!(task))
      ];
    }
  },
  {
    who: 'copies all of a 1 of another miner',
    answers: (panel) => {
      const source = person(panel, 1);
      return [answersOf(panel, 'source', 'l', source), watched(panel, source)];
    }
  },
  {
    who: 'one of nine clones of a .8, each another miner’s',
    answers: (panel) => {
      const source = person(panel, 0.8);
      return [watched(panel, source), ...times(8, (at) => answersOf(panel, `clone${at}`, 'l', source))];
    }
  },
  {
    who: 'answers the half that is easy (.9), nothing else',
    answers: (panel) => {
      const easy = person(panel, 0.9);
      return [watched(panel, (task) => (number(task.task.id) % 2 ? easy(task) : undefined))];
    }
  },
  {
    who: 'honest at .9 in every second task, guesses the others',
    answers: (panel) => {
      const [see, guess] = [person(panel, 0.9), guessing(panel)];
      return [watched(panel, (task) => (number(task.task.id) % 2 ? see(task) : guess(task)))];
    }
  },
  {
    who: 'two agree on open tasks, guess gold',
    answers: (panel) => {
      const agreed = remembered(guessing(panel));
      const rate = (task: Parameters<Rater>[0]) => (task.isGold ? guessing(panel)(task) : agreed(task));
      return [watched(panel, rate), answersOf(panel, 'ally', 'l', rate)];
    }
  },
  {
    who: 'knows gold (.9), guesses open',
    answers: (panel) => {
      const see = person(panel, 0.9);
      return [watched(panel, (task) => (task.isGold ? see(task) : guessing(panel)(task)))];
    }
  },
  {
    who: 'knows gold (.9), turns open round',
    answers: (panel) => {
      const see = person(panel, 0.9);
      return [watched(panel, (task) => (task.isGold ? see(task) : see(task)!.toReversed()))];
    }
  },
  {
    who: 'two know gold (.9) and agree on open at random',
    answers: (panel) => {
      const agreed = remembered(guessing(panel));
      const rate =
        (see: Rater): Rater =>
        (task) =>
          task.isGold ? see(task) : agreed(task);
      return [watched(panel, rate(person(panel, 0.9))), answersOf(panel, 'ally', 'l', rate(person(panel, 0.9)))];
    }
  }
];

/** @param seeds panels drawn of each attack and size */
export function attackTable(seeds: number): string {
  const rows = attacks.map(({ who, answers }) => [who, ...SIZES.flatMap((shape) => cells(shape, answers, seeds))]);
  const head = SIZES.flatMap(({ gold, open }) => [`${gold} gold, ${open} open`, 'others’ .8']);
  return markdownTable(['who', ...head], rows);
}

/** The watched miner's mean score with the mean ends of its interval; the mean score of an honest .8 beside it. */
function cells(shape: PanelShape, answers: Attack['answers'], seeds: number): string[] {
  const sum = { score: 0, low: 0, high: 0, other: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const panel = simulatePanel(seed, shape);
    const beside = HONEST.map((accuracy, at) => answersOf(panel, `honest${at}`, 'l', person(panel, accuracy)));
    const { miners } = humanScore(tasksOf(panel), truthOf(panel), [...beside, ...answers(panel)].flat());
    const own = miners.find(({ miner }) => miner === WATCHED)!;
    sum.score += own.score;
    sum.low += own.interval95[0];
    sum.high += own.interval95[1];
    sum.other += miners.find(({ miner }) => miner === 'honest1')!.score;
  }
  const mean = (value: number) => (value / seeds).toFixed(2).replace(/^0/, '');
  return [`${mean(sum.score)} (${mean(sum.low)} to ${mean(sum.high)})`, mean(sum.other)];
}
