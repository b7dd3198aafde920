// What somebody asks a restaurant's assistant, answered with the slots it names, as JSON.
import type { ValidityDomain } from '../domain.ts';
import { objectIn } from './same-answer.ts';

interface SnipsRow {
  data: { text: string; entity?: string }[];
}

export const bookings: ValidityDomain = {
  name: 'extraction (SNIPS)',
  files: [
    {
      file: 'snips-restaurants.json',
      sha256: '7677e82cd6e9a8191f0a4502568c786278c984900b4796d3628e46f1abf73ef4',
      from: 'sonos/nlu-benchmark 2017-06-custom-intent-engines/BookRestaurant/train_BookRestaurant_full.json'
    }
  ],
  license: 'CC0-1.0',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) =>
    (JSON.parse(text!) as { BookRestaurant: SnipsRow[] }).BookRestaurant.flatMap(({ data }) => {
      const named = data.filter(({ entity }) => entity !== undefined);
      const fields = Object.fromEntries(named.map(({ entity, text }) => [entity!, text.trim()]));
      // A slot that is named twice has no place in one object.
      if (named.length === 0 || Object.keys(fields).length < named.length) return [];
      return [
        {
          input: data
            .map(({ text }) => text)
            .join('')
            .trim(),
          output: JSON.stringify(fields)
        }
      ];
    }),
  succeeds: (answer, row) => objectIn(answer) !== null && objectIn(answer) === objectIn(row.output),
  otherForm: {
    name: 'JSON indented',
    reshape: (output) => JSON.stringify(JSON.parse(output), null, 2)
  }
};
