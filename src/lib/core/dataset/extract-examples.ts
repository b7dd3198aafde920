// From a JSONL row to the texts the reference model reads, by the field paths of the request.
import type { Example } from './example.ts';
import { readAnswers } from './read-answers.ts';
import type { JsonlRow } from './read-jsonl.ts';
import { readJoinedText, readText } from './read-text.ts';
import { isAnswer, readTurns, type Turn } from './read-turns.ts';
import type { RequestFields } from './row-fields.ts';
import { ROW_RULES, type RowRules } from './row-rules.ts';

/**
 * The examples of a row, at least one, all with the row's line: `pair` gives input and output; `conversation` one example
 * an assistant turn, its input being all turns before it as `role: content` lines; `preference` the prompt with the chosen
 * answer as output and the other as `rejected`. Throws AppError `dataset/missing-field` that names line and path.
 */
export function extractExamples(row: JsonlRow, fields: RequestFields, rules: RowRules = ROW_RULES): Example[] {
  const { line } = row;
  switch (fields.kind) {
    case 'pair':
      return [{ line, input: readJoinedText(row, fields.input), output: readText(row, fields.output) }];
    case 'preference': {
      const { prompt, chosen, rejected } = readAnswers(row, fields, rules);
      return [{ line, input: prompt, output: chosen, rejected }];
    }
    case 'conversation':
      return conversationExamples(line, readTurns(row, fields.messages, fields, rules));
    default:
      return fields satisfies never;
  }
}

function conversationExamples(line: number, turns: readonly Turn[]): Example[] {
  const examples: Example[] = [];
  let before = '';
  for (const turn of turns) {
    if (isAnswer(turn)) examples.push({ line, input: `${before}assistant: `, output: turn.content });
    before += `${turn.role}: ${turn.content}\n`;
  }
  return examples;
}
