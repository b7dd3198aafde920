// Tuning, short outputs: a question about goods and money, answered with the formula that gives the number.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

type Ask = (first: number, second: number, third: number, item: string) => LadderRow;

const ASKS: readonly Ask[] = [
  (a, b, c, item) => ({
    input: `A shop has ${a} crates of ${b} ${item} and sells ${c}. How many ${item} are left?`,
    output: `${a} * ${b} - ${c}`
  }),
  (a, b, c, item) => ({
    input: `One ${item} costs ${a} and the delivery ${b}. What do ${c} pieces cost with delivery?`,
    output: `${c} * ${a} + ${b}`
  }),
  (a, b, c, item) => ({
    input: `${a} ${item} came in the morning and ${b} in the evening, shared by ${c} people. How many for each?`,
    output: `( ${a} + ${b} ) / ${c}`
  }),
  (a, b, c, item) => ({
    input: `Of ${a} ${item}, ${b} were broken; the others sold for ${c} each. How much money came in?`,
    output: `( ${a} - ${b} ) * ${c}`
  }),
  (a, b, c, item) => ({
    input: `There were ${a} ${item}, then ${b} more, then ${c} went away. How many are there now?`,
    output: `${a} + ${b} - ${c}`
  })
];
const ITEMS = ['lamps', 'plates', 'ropes', 'candles', 'bottles', 'chairs', 'buttons', 'shirts'];
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(54);
  const number = () => 2 + random.below(97);
  const drawn = Array.from({ length: ROWS }, () =>
    ASKS[random.below(ASKS.length)]!(number(), number(), number(), ITEMS[random.below(ITEMS.length)]!)
  );
  return distinctInputs(drawn);
}

export const formulas: LadderDomain = {
  name: 'formulas',
  role: 'tuning',
  source: 'generated',
  isKnowledge: false,
  rows
};
