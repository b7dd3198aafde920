// A whole row as text, for what compares and searches rows: every turn and every answer counts, not one of them only.
import type { RequestFields } from './row-fields.ts';
import { isAnswer, readText, readTurns } from './extract-examples.ts';
import type { JsonlRow } from './read-jsonl.ts';

export interface RowText {
  line: number;
  /** What is given: the input, the prompt, or all turns that are not the assistant's, a line each. */
  input: string;
  /** What is learnt from: the output, both answers of a preference (chosen first), or all assistant turns, a line each. */
  output: string;
  /** Every text of the row in its order, inputs and outputs alike. */
  parts: string[];
}

/** The texts of a row. Throws AppError `dataset/missing-field` that names line and path. */
export function rowText(row: JsonlRow, fields: RequestFields): RowText {
  const { line } = row;
  switch (fields.kind) {
    case 'pair': {
      const [input, output] = [readText(row, fields.input), readText(row, fields.output)];
      return { line, input, output, parts: [input, output] };
    }
    case 'preference': {
      const input = readText(row, fields.prompt);
      const answers = [readText(row, fields.chosen), readText(row, fields.rejected)];
      return { line, input, output: answers.join('\n'), parts: [input, ...answers] };
    }
    case 'conversation': {
      const turns = readTurns(row, fields.messages);
      const contents = (answers: boolean) =>
        turns
          .filter((turn) => isAnswer(turn) === answers)
          .map(({ content }) => content)
          .join('\n');
      return { line, input: contents(false), output: contents(true), parts: turns.map(({ content }) => content) };
    }
    default:
      return fields satisfies never;
  }
}
