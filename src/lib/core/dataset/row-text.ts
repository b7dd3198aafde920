// A whole row as text, for what compares and searches rows: every turn and every answer counts, not one of them only.
import { readAnswers } from './read-answers.ts';
import type { JsonlRow } from './read-jsonl.ts';
import { readJoinedText, readText } from './read-text.ts';
import { isAnswer, readTurns } from './read-turns.ts';
import type { RequestFields } from './row-fields.ts';
import { ROW_RULES, type RowRules } from './row-rules.ts';

/** A turn, an answer, an input or an output. */
export interface RowPart {
  text: string;
  /** Whether it is learnt; else it is given. */
  isLearnt: boolean;
  /** Where it stands in the row; a JSON Pointer. */
  path: string;
}

export interface RowText {
  line: number;
  /** What is given: the input, the prompt, or all turns that are not the assistant's, a line each. */
  input: string;
  /** What is learnt from: the output, both answers of a preference (chosen first), or all assistant turns, a line each. */
  output: string;
  /** Every text of the row in its order. */
  parts: RowPart[];
}

/** The texts of a row. Throws AppError `dataset/missing-field` that names line and path. */
export function rowText(row: JsonlRow, fields: RequestFields, rules: RowRules = ROW_RULES): RowText {
  const parts = rowParts(row, fields, rules);
  const joined = (isLearnt: boolean) =>
    parts
      .filter((part) => part.isLearnt === isLearnt)
      .map(({ text }) => text)
      .join('\n');
  return { line: row.line, input: joined(false), output: joined(true), parts };
}

function rowParts(row: JsonlRow, fields: RequestFields, rules: RowRules): RowPart[] {
  const given = (text: string, path: string): RowPart => ({ text, isLearnt: false, path });
  const learnt = (text: string, path: string): RowPart => ({ text, isLearnt: true, path });
  switch (fields.kind) {
    case 'pair':
      return [
        given(readJoinedText(row, fields.input), [fields.input].flat()[0]!),
        learnt(readText(row, fields.output), fields.output)
      ];
    case 'preference': {
      const { prompt, chosen, rejected } = readAnswers(row, fields, rules);
      return [given(prompt, fields.prompt), learnt(chosen, fields.chosen), learnt(rejected, fields.rejected)];
    }
    case 'conversation':
      return readTurns(row, fields.messages, fields, rules).map((turn, at) => ({
        text: turn.content,
        isLearnt: isAnswer(turn),
        path: `${fields.messages}/${at}${fields.content ?? '/content'}`
      }));
    default:
      return fields satisfies never;
  }
}
