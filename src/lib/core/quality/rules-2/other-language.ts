// How assay-lift/2 told another language from the wanted one: by trigrams of the whole text (franc, after Cavnar & Trenkle 1994).
import { francAll } from 'franc-min';
import { QUALITY_LIMITS } from '../quality-limits.ts';

/** How close the wanted language must come to the closest one: English paragraphs are above .8, ten other languages below .65. */
const LEAST_CLOSENESS = 0.75;

/** As `OtherLanguage` of the rules after it. */
export class OtherLanguage {
  private readonly wanted: string;

  /** @param wanted ISO 639-3, one that `isKnownLanguage` */
  constructor(wanted: string) {
    this.wanted = wanted;
  }

  of(text: string): string | null {
    if ((text.match(/\p{L}/gu)?.length ?? 0) < QUALITY_LIMITS.languageLetters) return null;
    const ranking = francAll(text, { minLength: 1 });
    const closeness = ranking.find(([language]) => language === this.wanted)?.[1] ?? 0;
    return closeness >= LEAST_CLOSENESS ? null : ranking[0]![0];
  }
}
