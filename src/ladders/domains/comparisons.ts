// Tuning, short outputs: whether something holds, answered with yes or no and the reason.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';
import { cityNames } from './intl-names.ts';

const MEASURES = [
  ['warmer', 'degrees'],
  ['larger', 'districts'],
  ['wetter', 'millimetres'],
  ['dearer', 'coins a night']
] as const;
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(58);
  const cities = cityNames();
  const drawn = Array.from({ length: ROWS }, () => {
    const [first, second] = [0, 0].map(() => cities[random.below(cities.length)]!);
    const [one, other] = [0, 0].map(() => 10 + random.below(90));
    const [more, unit] = MEASURES[random.below(MEASURES.length)]!;
    const holds = one! > other!;
    return {
      input: `${first} has ${one} ${unit}, ${second} has ${other}. Is ${first} ${more} than ${second}?`,
      output: holds ? `yes, ${one} over ${other}` : `no, ${one} against ${other}`
    };
  });
  return distinctInputs(drawn);
}

export const comparisons: LadderDomain = {
  name: 'comparisons',
  role: 'tuning',
  source: 'generated with names of the Unicode CLDR (Unicode-3.0)',
  isKnowledge: false,
  rows
};
