// An instruction in English, answered in prose.
import { alpaca } from '../../bench/public-data/sources.ts';
import type { ValidityDomain } from '../domain.ts';

export const instructions: ValidityDomain = {
  name: 'instructions (Alpaca)',
  files: [alpaca],
  license: 'Apache-2.0 (the repository)',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) => alpaca.rows(text!),
  succeeds: null,
  otherForm: { name: 'in lower case', reshape: (output) => output.toLowerCase() }
};
