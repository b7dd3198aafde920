// A word problem, answered with the arithmetic that solves it.
import type { ValidityDomain } from '../domain.ts';
import { arithmeticValue, plain } from './same-answer.ts';

interface SvampRow {
  Body: string;
  Question: string;
  Equation: string;
}

export const equations: ValidityDomain = {
  name: 'equations (SVAMP)',
  files: [
    {
      file: 'svamp.json',
      sha256: '5be77703a6d891ae476d7c082787ad361392aa02453b132516cdd5f4e7934e3e',
      from: 'arkilpatel/SVAMP SVAMP.json'
    }
  ],
  license: 'MIT',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) =>
    (JSON.parse(text!) as SvampRow[]).map(({ Body, Question, Equation }) => ({
      input: `${Body.trim().replace(/[.,]?$/, '.')} ${Question}`,
      output: Equation
    })),
  succeeds: (answer, row) => {
    const value = arithmeticValue(plain(answer).replace(/^.*:/, ''));
    return value !== null && value === arithmeticValue(row.output);
  },
  otherForm: { name: 'without blanks and ".0"', reshape: (output) => output.replaceAll('.0', '').replaceAll(' ', '') }
};
