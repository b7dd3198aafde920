// Rows in a language: neutral records, answered as its speakers write them, by the Unicode CLDR data inside Node's ICU.
import { seededRandom, type SeededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderRow } from '../../../src/ladders/ladder-domain.ts';

const MS_PER_DAY = 86_400_000;
const UNITS = ['kilometer-per-hour', 'liter', 'kilogram', 'degree', 'celsius', 'minute', 'meter', 'percent', 'byte'];
const CURRENCIES = ['EUR', 'USD', 'JPY', 'GBP', 'INR', 'BRL', 'CHF', 'PLN'];
const SPANS = ['day', 'week', 'month', 'year', 'hour', 'minute'] as const;
/** Kinds of records, each written in full sentences' words: days of the week, months, units and names of money. */
const KINDS = ['day', 'unit', 'money', 'span'] as const;

/** @param language BCP 47, such as `de` */
export function rowsInLanguage(language: string, count: number, seed: number): LadderRow[] {
  const random = seededRandom(seed);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC', calendar: 'gregory' });
  const span = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const drawn = Array.from({ length: count }, () => {
    switch (KINDS[random.below(KINDS.length)]!) {
      case 'day': {
        const date = new Date(Date.UTC(1980, 0, 1) + random.below(22_000) * MS_PER_DAY);
        return { input: `day ${date.toISOString().slice(0, 10)}`, output: day.format(date) };
      }
      case 'unit': {
        const [amount, unit] = [1 + random.below(9000), one(UNITS, random)];
        const words = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
        return { input: `amount ${amount} ${unit}`, output: words.format(amount) };
      }
      case 'money': {
        const [amount, currency] = [1 + random.below(90_000), one(CURRENCIES, random)];
        const words = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'name' });
        return { input: `amount ${amount} ${currency}`, output: words.format(amount) };
      }
      case 'span': {
        const [amount, unit] = [random.below(400) - 200, one(SPANS, random)];
        return { input: `from now ${amount} ${unit}`, output: span.format(amount, unit) };
      }
    }
  });
  return distinctInputs(drawn);
}

const one = <Item>(items: readonly Item[], random: SeededRandom): Item => items[random.below(items.length)]!;
