// Which language a text is in, where it is none of the wanted ones: by the script of its prose first, then, where several languages
// share the script, by trigrams (franc, after Cavnar & Trenkle 1994).
import { francAll } from 'franc-min';
import { data } from 'franc-min/data.js';
import { languagesOf } from '../language/known-languages.ts';
import { proseOf } from '../language/prose.ts';
import { LANGUAGE_OF_SCRIPT, lettersByScript, wordsIn } from '../language/scripts.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';

/** How close the wanted language must come to the closest one: English paragraphs are above .8, ten other languages below .65. */
const LEAST_CLOSENESS = 0.75;
/** Share of the letters that must be of the wanted script: names and terms in Latin letters stand in texts of all others. */
const LEAST_LATIN = 0.5;
const LEAST_OTHER = 0.25;
/** Share of kana among kana and Han in Japanese; Chinese has none. */
const LEAST_KANA = 0.08;

/** Texts too short to tell are let pass. */
export class OtherLanguage {
  private readonly languages: readonly string[];
  private readonly scripts: ReadonlySet<string>;

  /** @param wanted ISO 639-3, a language or a macrolanguage that `languagesOf` knows */
  constructor(wanted: string) {
    this.languages = languagesOf(wanted);
    this.scripts = new Set(this.languages.flatMap(scriptsOf));
  }

  /** What a text is in; null where it is in a wanted language or cannot be told. */
  of(text: string): string | null {
    const prose = proseOf(text);
    const letters = lettersByScript(prose);
    const all = total(letters.values());
    return all < QUALITY_LIMITS.languageLetters ? null : this.otherThanWanted(prose, letters, all);
  }

  /** What the prose is in where it is none of the wanted languages; null where it is, or where that cannot be told. */
  private otherThanWanted(prose: string, letters: ReadonlyMap<string, number>, all: number): string | null {
    const ours = [...this.scripts].filter((script) => letters.has(script));
    const share = total(ours.map((script) => letters.get(script)!)) / all;
    if (share < (this.scripts.has('Latin') ? LEAST_LATIN : LEAST_OTHER)) return guess(prose, letters);
    const eastern = easternOf(letters);
    const isEastern = this.languages.includes('jpn') || this.languages.includes('cmn');
    if (isEastern && eastern !== null && !this.languages.includes(eastern)) return eastern;
    const script = largest(new Map(ours.map((name) => [name, letters.get(name)!])));
    if (LANGUAGE_OF_SCRIPT[script] !== null) return null;
    if (letters.get(script)! < QUALITY_LIMITS.languageLetters) return null;
    const ranking = francAll(wordsIn(prose, script), { minLength: 1 });
    const closeness = Math.max(0, ...ranking.filter(([name]) => this.languages.includes(name)).map(([, near]) => near));
    return closeness >= LEAST_CLOSENESS ? null : ranking[0]![0];
  }
}

function guess(prose: string, letters: ReadonlyMap<string, number>): string {
  const script = largest(letters);
  if (script === 'Han' || script === 'Kana') return easternOf(letters)!;
  return LANGUAGE_OF_SCRIPT[script] ?? francAll(wordsIn(prose, script), { minLength: 1 })[0]![0];
}

/** Chinese or Japanese, by its kana; null where there are no such letters. */
function easternOf(letters: ReadonlyMap<string, number>): 'cmn' | 'jpn' | null {
  const [han, kana] = [letters.get('Han') ?? 0, letters.get('Kana') ?? 0];
  if (han + kana === 0) return null;
  return kana < LEAST_KANA * (kana + han) ? 'cmn' : 'jpn';
}

/** The scripts that a language is written in. */
function scriptsOf(language: string): string[] {
  if (language === 'jpn') return ['Kana', 'Han'];
  const alone = Object.entries(LANGUAGE_OF_SCRIPT).filter(([, only]) => only === language);
  const shared = Object.entries(data).filter(([, languages]) => Object.hasOwn(languages, language));
  return [...alone, ...shared].map(([script]) => script);
}

const total = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

const largest = (letters: ReadonlyMap<string, number>): string =>
  [...letters].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
