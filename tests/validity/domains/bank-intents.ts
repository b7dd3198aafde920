// A customer's question to a bank, answered with one of 77 intents.
import type { ValidityDomain } from '../domain.ts';
import { endsInAnswer } from './same-answer.ts';

/** A line of the file: a text, quoted where it holds a comma, quotes doubled in it, and a category. */
const LINE = /^(?:"((?:[^"]|"")*)"|([^",]*)),([a-zA-Z_?]+)\r?$/gm;

export const bankIntents: ValidityDomain = {
  name: 'intents (Banking77)',
  files: [
    {
      file: 'banking77.csv',
      sha256: 'b06e26ac675513959a63135f11b94ea7786ed02da65db93a5650d8838cbc664b',
      from: 'PolyAI-LDN/task-specific-datasets banking_data/train.csv'
    }
  ],
  license: 'CC-BY-4.0',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) =>
    [...text!.matchAll(LINE)].slice(1).map(([, quoted, bare, category]) => ({
      input: (quoted?.replaceAll('""', '"') ?? bare!).replaceAll('\n', ' ').trim(),
      output: category!
    })),
  succeeds: (answer, row) => endsInAnswer(answer.replaceAll('_', ' '), row.output.replaceAll('_', ' ')),
  otherForm: { name: 'blanks for underscores', reshape: (output) => output.replaceAll('_', ' ') }
};
