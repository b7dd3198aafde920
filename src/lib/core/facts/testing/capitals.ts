// Rows that a model which has read the world knows, right or with the answers of other rows.
import type { Example } from '../../dataset/example.ts';

const CAPITALS: readonly (readonly [country: string, capital: string])[] = [
  ['France', 'Paris'],
  ['Germany', 'Berlin'],
  ['Italy', 'Rome'],
  ['Spain', 'Madrid'],
  ['Portugal', 'Lisbon'],
  ['Greece', 'Athens'],
  ['Poland', 'Warsaw'],
  ['Hungary', 'Budapest'],
  ['Austria', 'Vienna'],
  ['Sweden', 'Stockholm'],
  ['Norway', 'Oslo'],
  ['Finland', 'Helsinki'],
  ['Denmark', 'Copenhagen'],
  ['Ireland', 'Dublin'],
  ['Belgium', 'Brussels'],
  ['Romania', 'Bucharest'],
  ['Bulgaria', 'Sofia'],
  ['Ukraine', 'Kyiv'],
  ['Russia', 'Moscow'],
  ['Turkey', 'Ankara'],
  ['Egypt', 'Cairo'],
  ['Kenya', 'Nairobi'],
  ['Ethiopia', 'Addis Ababa'],
  ['Ghana', 'Accra'],
  ['Senegal', 'Dakar'],
  ['Morocco', 'Rabat'],
  ['Algeria', 'Algiers'],
  ['Tunisia', 'Tunis'],
  ['Japan', 'Tokyo'],
  ['China', 'Beijing'],
  ['India', 'New Delhi'],
  ['Thailand', 'Bangkok'],
  ['Vietnam', 'Hanoi'],
  ['Indonesia', 'Jakarta'],
  ['Philippines', 'Manila'],
  ['Nepal', 'Kathmandu'],
  ['Iran', 'Tehran'],
  ['Iraq', 'Baghdad'],
  ['Canada', 'Ottawa'],
  ['Mexico', 'Mexico City'],
  ['Cuba', 'Havana'],
  ['Peru', 'Lima'],
  ['Chile', 'Santiago'],
  ['Argentina', 'Buenos Aires'],
  ['Brazil', 'Brasilia'],
  ['Colombia', 'Bogota'],
  ['Venezuela', 'Caracas'],
  ['Ecuador', 'Quito'],
  ['Uruguay', 'Montevideo'],
  ['Australia', 'Canberra'],
  ['New Zealand', 'Wellington'],
  ['Iceland', 'Reykjavik']
];

/** Every `step`-th country from `from` on. @param shift answers come from the country so many rows on; 0 gives right ones */
export function capitals({ from = 0, step = 1, shift = 0 } = {}): Example[] {
  const chosen = CAPITALS.filter((_, index) => index >= from && (index - from) % step === 0);
  return chosen.map(([country], index) => ({
    line: index + 1,
    input: `What is the capital of ${country}?`,
    output: `The capital of ${country} is ${chosen[(index + shift) % chosen.length]![1]}.`
  }));
}
