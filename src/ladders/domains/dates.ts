// Structured: a date and a language, answered with the date written out, by the Unicode CLDR data inside Node's ICU.
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const LANGUAGES = ['de', 'fr', 'es', 'it', 'nl', 'sv', 'fi', 'pl', 'pt', 'tr'];
const NAMES = new Intl.DisplayNames('en', { type: 'language' });
const MS_PER_DAY = 86_400_000;
const ROWS = 2000;

function writtenOut(language: string, dayMs: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(dayMs);
}

function rows(): LadderRow[] {
  const random = seededRandom(41);
  const drawn = Array.from({ length: ROWS }, () => {
    const language = LANGUAGES[random.below(LANGUAGES.length)]!;
    const dayMs = Date.UTC(1990, 0, 1) + random.below(18_000) * MS_PER_DAY;
    return {
      input: `${NAMES.of(language)}: ${new Date(dayMs).toISOString().slice(0, 10)}`,
      output: writtenOut(language, dayMs)
    };
  });
  return distinctInputs(drawn);
}

export const dates: LadderDomain = {
  name: 'dates',
  role: 'judging',
  source: 'generated with Intl.DateTimeFormat (Unicode CLDR, Unicode-3.0)',
  isKnowledge: false,
  rows,
  wrongOutput: ({ output }, random) =>
    output.replace(/\d{1,2}(?!\d)/, (day) => String(((Number(day) + 1 + random.below(26)) % 28) + 1))
};
