// Tuning: a sentence about an order, answered with its facts as JSON; places and currencies by the Unicode CLDR.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';
import { cityNames, currencyNames, dayText } from './intl-names.ts';

const GOODS = [
  'copper',
  'paprika',
  'paper',
  'linen',
  'cement',
  'coffee',
  'rubber',
  'glass',
  'salt',
  'wool',
  'tea',
  'tin'
];
const PACKAGES = ['boxes', 'crates', 'pallets', 'barrels', 'sacks', 'rolls'];
const ROWS = 2000;

function rows(): LadderRow[] {
  const random = seededRandom(51);
  const cities = cityNames();
  const currencies = currencyNames();
  const drawn = Array.from({ length: ROWS }, () => {
    const quantity = 2 + random.below(90);
    const unit = PACKAGES[random.below(PACKAGES.length)]!;
    const item = GOODS[random.below(GOODS.length)]!;
    const city = cities[random.below(cities.length)]!;
    const { day, iso } = dayText(random);
    const price = 10 + random.below(9000);
    const currency = currencies[random.below(currencies.length)]!;
    return {
      input: `Order: ${quantity} ${unit} of ${item} to ${city}, due ${day}, for ${price} ${currency}.`,
      output: JSON.stringify({ item, quantity, unit, city, due: iso, price, currency })
    };
  });
  return distinctInputs(drawn);
}

export const orders: LadderDomain = {
  name: 'orders',
  role: 'tuning',
  source: 'generated with names of the Unicode CLDR (Unicode-3.0)',
  isKnowledge: false,
  rows
};
