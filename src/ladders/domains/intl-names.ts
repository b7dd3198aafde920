// Names of places and currencies, and days as people write them, out of the Unicode CLDR data inside Node's ICU.
import type { SeededRandom } from '#lib/core/model/seeded-random.ts';

const MS_PER_DAY = 86_400_000;
const CURRENCIES = new Intl.DisplayNames('en', { type: 'currency' });

/** Cities that time zones are named after. */
export function cityNames(): string[] {
  const names = Intl.supportedValuesOf('timeZone').map((zone) => zone.split('/').at(-1)!.replaceAll('_', ' '));
  return [...new Set(names)].filter((name) => /^[A-Z][a-z]+( [A-Z][a-z]+)*$/.test(name));
}

/** English names of today's currencies of one or two words. */
export function currencyNames(): string[] {
  const names = Intl.supportedValuesOf('currency').map((code) => CURRENCIES.of(code)!);
  return [...new Set(names)].filter((name) => /^[A-Z][a-z]+( [A-Z]?[a-z]+)?$/.test(name));
}

/** A day of 2020 to 2029: "5 March 2026" and 2026-03-05. */
export function dayText(random: SeededRandom): { day: string; iso: string } {
  const dayMs = Date.UTC(2020, 0, 1) + random.below(3650) * MS_PER_DAY;
  return {
    day: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(dayMs),
    iso: new Date(dayMs).toISOString().slice(0, 10)
  };
}
