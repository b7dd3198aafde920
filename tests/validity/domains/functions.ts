import type { ValidityDomain } from '../domain.ts';
import { jsonLines } from './read-lines.ts';

export const functions: ValidityDomain = {
  name: 'functions (HumanEval)',
  files: [
    {
      file: 'humaneval.jsonl',
      sha256: '1d49078ba3e2b196b9344535bef34a43021f038fad9561d6ee7c53450609a6a2',
      from: 'openai/human-eval data/HumanEval.jsonl.gz, unpacked'
    }
  ],
  license: 'MIT',
  sizes: { benchmark: 40, test: 40, submission: 84 },
  rows: ([text]) =>
    jsonLines<{ prompt: string; canonical_solution: string }>(text!).map((row) => ({
      input: row.prompt,
      output: row.canonical_solution
    })),
  succeeds: null,
  otherForm: {
    name: 'indented by two',
    reshape: (output) => output.replace(/^( {4})+/gm, (blanks) => ' '.repeat(blanks.length / 2))
  }
};
