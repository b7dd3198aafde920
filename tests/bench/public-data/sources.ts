// Public rows that nobody here made, by their files' hashes. They are not in the repository: whoever has them names the folder.
import { readPublicFile, type PublicFile } from './public-file.ts';

export interface PublicRow {
  input: string;
  output: string;
}

export interface PublicSource extends PublicFile {
  name: string;
  benchmarkRows: number;
  rows(text: string): PublicRow[];
}

interface AlpacaRow {
  instruction: string;
  input: string;
  output: string;
}

interface ShareGptRow {
  tools: string;
  conversations: { from: string; value: string }[];
}

const jsonLines = <Row>(text: string): Row[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
const alpacaRows = (text: string): PublicRow[] =>
  (JSON.parse(text) as AlpacaRow[]).map(({ instruction, input, output }) => ({
    input: input ? `${instruction}\n${input}` : instruction,
    output
  }));

export const alpaca: PublicSource = {
  name: 'Alpaca',
  file: 'alpaca_en_demo.json',
  sha256: 'bcc37c64db1a739a0789a1b81f251146fcf4459f903474bc9e3c21bbb5628318',
  from: 'hiyouga/LLaMA-Factory data/alpaca_en_demo.json',
  benchmarkRows: 150,
  rows: alpacaRows
};

export const gsm8k: PublicSource = {
  name: 'GSM8K',
  file: 'gsm8k.jsonl',
  sha256: '17f347dc51477c50d4efb83959dbb7c56297aba886e5544ee2aaed3024813465',
  from: 'openai/grade-school-math grade_school_math/data/train.jsonl',
  benchmarkRows: 150,
  rows: (text) =>
    jsonLines<{ question: string; answer: string }>(text).map(({ question, answer }) => ({
      input: question,
      output: answer
    }))
};

export const glaive: PublicSource = {
  name: 'tool calls',
  file: 'glaive_toolcall_en_demo.json',
  sha256: '8b84773e44e71881f32490080350734cad3069dc227eafd771ccfb80732f6437',
  from: 'hiyouga/LLaMA-Factory data/glaive_toolcall_en_demo.json',
  benchmarkRows: 60,
  rows: (text) =>
    (JSON.parse(text) as ShareGptRow[]).flatMap(({ tools, conversations }) => {
      const call = conversations.findIndex(({ from }) => from === 'function_call');
      return call < 1
        ? []
        : [{ input: `${tools}\n${conversations[call - 1]!.value}`, output: conversations[call]!.value }];
    })
};

export const humanEval: PublicSource = {
  name: 'HumanEval',
  file: 'humaneval.jsonl',
  sha256: '1d49078ba3e2b196b9344535bef34a43021f038fad9561d6ee7c53450609a6a2',
  from: 'openai/human-eval data/HumanEval.jsonl.gz, unpacked',
  benchmarkRows: 60,
  rows: (text) =>
    jsonLines<{ prompt: string; canonical_solution: string }>(text).map((row) => ({
      input: row.prompt,
      output: row.canonical_solution
    }))
};

export const PUBLIC_SOURCES: readonly PublicSource[] = [alpaca, gsm8k, glaive, humanEval];

/** Longer outputs are left out, so that one measurement stays short. */
const MOST_OUTPUT_CHARACTERS = 1200;
const MOST_ROWS = 500;

/** @throws Error where the file is another. */
export function readSource(folder: string, source: PublicSource): { benchmark: PublicRow[]; rows: PublicRow[] } {
  const all = source
    .rows(readPublicFile(folder, source))
    .filter(({ output }) => output.length > 0 && output.length < MOST_OUTPUT_CHARACTERS);
  const { benchmarkRows } = source;
  return { benchmark: all.slice(0, benchmarkRows), rows: all.slice(benchmarkRows, benchmarkRows + MOST_ROWS) };
}
