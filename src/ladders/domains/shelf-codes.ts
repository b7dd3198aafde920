// Tuning, short outputs: where something is to be stored, answered with the code of the place.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';
import { cityNames } from './intl-names.ts';

const SIDES = ['north', 'south', 'east', 'west'];
const KINDS = ['cold', 'dry', 'open', 'locked'];
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(55);
  const cities = cityNames();
  const drawn = Array.from({ length: ROWS }, () => {
    const city = cities[random.below(cities.length)]!;
    const side = SIDES[random.below(SIDES.length)]!;
    const kind = KINDS[random.below(KINDS.length)]!;
    const [row, shelf] = [1 + random.below(40), 1 + random.below(300)];
    const letters = (text: string, count: number) => text.replaceAll(' ', '').slice(0, count).toUpperCase();
    return {
      input: `Store it in ${city}, ${kind} hall on the ${side} side, row ${row}, shelf ${shelf}.`,
      output: `${letters(city, 3)}-${letters(kind, 1)}${letters(side, 1)}-${String(row).padStart(2, '0')}-${String(shelf).padStart(3, '0')}`
    };
  });
  return distinctInputs(drawn);
}

export const shelfCodes: LadderDomain = {
  name: 'shelf codes',
  role: 'tuning',
  source: 'generated with names of the Unicode CLDR (Unicode-3.0)',
  isKnowledge: false,
  rows
};
