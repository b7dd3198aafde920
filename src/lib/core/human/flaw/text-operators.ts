// Flaws of English text: what a careful reader trips over, and a word count does not.
import type { SeededRandom } from '../../model/seeded-random.ts';
import { pick, type Edit, type FlawOperator } from './flaw-operator.ts';
import { placesOf, prose, sentences, steps, type Place } from './prose-places.ts';

const VERB = /\b(?:is|are|was|were|can|will|should|must|does|do|has|have)( not)?\b(?!-)|\bcannot\b/g;
const NAME = /(?<=[a-z,;] )\p{Lu}\p{Ll}{2,}\b/gu;
const NUMBER = /(?<![\p{L}\d.,])\d+(?:[.,]\d+)*(?![\p{L}\d])/gu;
const UNITS: readonly (readonly [string, string])[] = [
  ['km', 'm'],
  ['cm', 'mm'],
  ['kg', 'g'],
  ['°C', '°F'],
  ['ms', 's'],
  ['MB', 'GB'],
  ['ml', 'l'],
  ['kilometres', 'metres'],
  ['kilometers', 'meters'],
  ['kilograms', 'grams'],
  ['minutes', 'hours'],
  ['seconds', 'minutes'],
  ['days', 'weeks'],
  ['months', 'years'],
  ['euros', 'cents'],
  ['dollars', 'cents']
];
const HEDGES = [
  'It may well be that ',
  'As far as anybody can say, ',
  'It seems, at least in some cases, that ',
  'Possibly, though opinions differ, '
];

/** Two places with different texts, which change places. */
function exchanged(places: readonly Place[], random: SeededRandom): Edit[] | null {
  const one = pick(places, random);
  const other =
    one &&
    pick(
      places.filter(({ text }) => text !== one.text),
      random
    );
  return one && other
    ? [
        { from: one.from, to: one.to, after: other.text },
        { from: other.from, to: other.to, after: one.text }
      ]
    : null;
}

export const TEXT_OPERATORS: readonly FlawOperator[] = [
  {
    name: 'negation',
    kind: 'text',
    strength: 3,
    edits(source, random) {
      const verb = pick(placesOf(prose(source), VERB), random);
      if (verb === null) return null;
      const after =
        verb.text === 'cannot' ? 'can' : verb.text.endsWith(' not') ? verb.text.slice(0, -4) : `${verb.text} not`;
      return [{ from: verb.from, to: verb.to, after }];
    }
  },
  {
    name: 'swapped-names',
    kind: 'text',
    strength: 2,
    edits: (source, random) => exchanged(placesOf(prose(source), NAME), random)
  },
  {
    name: 'swapped-numbers',
    kind: 'text',
    strength: 2,
    edits(source, random) {
      const marks = steps(source);
      const numbers = placesOf(prose(source), NUMBER).filter(
        ({ from }) => !marks.some((step) => step.from <= from && from < step.textFrom)
      );
      return exchanged(numbers, random);
    }
  },
  {
    name: 'wrong-unit',
    kind: 'text',
    strength: 2,
    edits(source, random) {
      const text = prose(source);
      const found = UNITS.flatMap((pair) =>
        pair.flatMap((unit, at) =>
          placesOf(text, new RegExp(`(?<=\\d ?)${unit}(?![\\p{L}\\d])`, 'gu')).map((place) => ({
            ...place,
            after: pair[1 - at]!
          }))
        )
      );
      const one = pick(found, random);
      return one && [{ from: one.from, to: one.to, after: one.after }];
    }
  },
  {
    name: 'dropped-step',
    kind: 'text',
    strength: 3,
    edits(source, random) {
      const found = steps(source);
      if (found.length < 3) return null;
      // The marks stay, so that the numbers run on: the texts move up, and the last line goes.
      const gone = random.below(found.length - 1);
      const last = found.at(-1)!;
      return [
        ...found.slice(gone, -1).map((step, at) => ({
          from: step.textFrom,
          to: step.to,
          after: found[gone + at + 1]!.text
        })),
        { from: last.from - 1, to: last.to, after: '' }
      ];
    }
  },
  {
    name: 'reordered-steps',
    kind: 'text',
    strength: 2,
    edits(source, random) {
      const found = steps(source);
      if (found.length < 2) return null;
      const at = random.below(found.length - 1);
      const [one, other] = [found[at]!, found[at + 1]!];
      return [
        { from: one.textFrom, to: one.to, after: other.text },
        { from: other.textFrom, to: other.to, after: one.text }
      ];
    }
  },
  {
    name: 'repeated-sentence',
    kind: 'text',
    strength: 1,
    edits(source, random) {
      const found = sentences(source);
      if (found.length < 3) return null;
      const at = random.below(found.length - 2);
      const { to } = found[at + 1 + random.below(found.length - at - 1)]!;
      return [{ from: to, to, after: ` ${source.slice(found[at]!.from, found[at]!.to)}` }];
    }
  },
  {
    name: 'hedging',
    kind: 'text',
    strength: 1,
    edits(source, random) {
      const plain = sentences(source).filter(({ text }) =>
        /^(The|This|It|A|An|You|They|We|There|In|Each|Every) /.test(text)
      );
      const one = pick(plain, random);
      const hedge = one && pick(HEDGES, random);
      return one && hedge
        ? [{ from: one.from, to: one.from + 1, after: `${hedge}${one.text[0]!.toLowerCase()}` }]
        : null;
    }
  }
];
