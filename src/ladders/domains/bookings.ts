// Structured: a traveller's wish, answered with nested JSON; places by the Unicode CLDR.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';
import { cityNames, dayText } from './intl-names.ts';

const MEANS = ['train', 'flight', 'ferry', 'coach'];
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five'];
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(53);
  const cities = cityNames();
  const drawn = Array.from({ length: ROWS }, () => {
    const means = MEANS[random.below(MEANS.length)]!;
    const from = cities[random.below(cities.length)]!;
    const to = cities[random.below(cities.length)]!;
    const { day, iso } = dayText(random);
    const [adults, children, bags] = [1 + random.below(5), random.below(4), random.below(6)] as const;
    const isWindow = random.below(2) === 1;
    return {
      input:
        `We need a ${means} from ${from} to ${to} on ${day}: ${COUNTS[adults]} adults, ${COUNTS[children]} children, ` +
        `${COUNTS[bags]} bags, ${isWindow ? 'at the window' : 'on the aisle'}.`,
      output: JSON.stringify({
        trip: { means, from, to, date: iso },
        passengers: { adults, children },
        bags,
        seat: isWindow ? 'window' : 'aisle'
      })
    };
  });
  return distinctInputs(drawn);
}

export const bookings: LadderDomain = {
  name: 'bookings',
  role: 'judging',
  source: 'generated with names of the Unicode CLDR (Unicode-3.0)',
  isKnowledge: false,
  rows
};
