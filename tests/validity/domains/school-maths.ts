import type { ValidityDomain } from '../domain.ts';
import { jsonLines } from './read-lines.ts';

export const schoolMaths: ValidityDomain = {
  name: 'school maths (GSM8K)',
  files: [
    {
      file: 'gsm8k.jsonl',
      sha256: '17f347dc51477c50d4efb83959dbb7c56297aba886e5544ee2aaed3024813465',
      from: 'openai/grade-school-math grade_school_math/data/train.jsonl'
    }
  ],
  license: 'MIT',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) =>
    jsonLines<{ question: string; answer: string }>(text!).map(({ question, answer }) => ({
      input: question,
      output: answer
    })),
  // A model of this size solves hardly any.
  succeeds: null,
  otherForm: {
    name: 'without the notes of a calculator',
    reshape: (output) => output.replace(/<<[^>]*>>/g, '')
  }
};
