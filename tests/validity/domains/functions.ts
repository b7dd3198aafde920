// The head of a Python function, answered with its body.
import { humanEval } from '../../bench/public-data/sources.ts';
import type { ValidityDomain } from '../domain.ts';

export const functions: ValidityDomain = {
  name: 'functions (HumanEval)',
  files: [humanEval],
  license: 'MIT',
  sizes: { benchmark: 40, test: 40, submission: 84 },
  rows: ([text]) => humanEval.rows(text!),
  succeeds: null,
  otherForm: {
    name: 'indented by two',
    reshape: (output) => output.replace(/^( {4})+/gm, (blanks) => ' '.repeat(blanks.length / 2))
  }
};
