// A word problem, answered with its steps and a number.
import { gsm8k } from '../../bench/public-data/sources.ts';
import type { ValidityDomain } from '../domain.ts';

export const schoolMaths: ValidityDomain = {
  name: 'school maths (GSM8K)',
  files: [gsm8k],
  license: 'MIT',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) => gsm8k.rows(text!),
  // A model of this size solves hardly any.
  succeeds: null,
  otherForm: {
    name: 'without the notes of a calculator',
    reshape: (output) => output.replace(/<<[^>]*>>/g, '')
  }
};
