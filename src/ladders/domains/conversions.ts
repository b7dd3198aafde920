// Tuning, short outputs: a quantity and the unit that it is wanted in.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

/** The larger unit, the smaller one, its sign, and how many make one of the larger. */
const UNITS = [
  ['kilometres', 'metres', 'm', 1000],
  ['metres', 'centimetres', 'cm', 100],
  ['kilograms', 'grams', 'g', 1000],
  ['litres', 'millilitres', 'ml', 1000],
  ['hours', 'minutes', 'min', 60],
  ['minutes', 'seconds', 's', 60],
  ['tonnes', 'kilograms', 'kg', 1000],
  ['centimetres', 'millimetres', 'mm', 10]
] as const;
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(57);
  const drawn = Array.from({ length: ROWS }, () => {
    const [large, small, sign, factor] = UNITS[random.below(UNITS.length)]!;
    const halves = 1 + random.below(400);
    const ask = [`How many ${small} are ${halves / 2} ${large}?`, `Give ${halves / 2} ${large} in ${small}.`];
    return { input: ask[random.below(ask.length)]!, output: `${(halves * factor) / 2} ${sign}` };
  });
  return distinctInputs(drawn);
}

export const conversions: LadderDomain = {
  name: 'conversions',
  role: 'tuning',
  source: 'generated',
  isKnowledge: false,
  rows
};
