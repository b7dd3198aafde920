import type { ValidityDomain } from '../domain.ts';

interface AlpacaRow {
  instruction: string;
  input: string;
  output: string;
}

export const instructions: ValidityDomain = {
  name: 'instructions (Alpaca)',
  files: [
    {
      file: 'alpaca_en_demo.json',
      sha256: 'bcc37c64db1a739a0789a1b81f251146fcf4459f903474bc9e3c21bbb5628318',
      from: 'hiyouga/LLaMA-Factory data/alpaca_en_demo.json'
    }
  ],
  license: 'Apache-2.0 (the repository)',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) =>
    (JSON.parse(text!) as AlpacaRow[]).map(({ instruction, input, output }) => ({
      input: input ? `${instruction}\n${input}` : instruction,
      output
    })),
  succeeds: null,
  otherForm: { name: 'in lower case', reshape: (output) => output.toLowerCase() }
};
