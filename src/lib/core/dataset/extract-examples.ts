// From a JSONL row to the texts the reference model reads, by the field paths of the request.
import { AppError } from '../error/app-error.ts';
import type { RequestFields } from './row-fields.ts';
import type { Example } from './example.ts';
import { readPointer } from '../encoding/json-pointer.ts';
import type { JsonlRow } from './read-jsonl.ts';

/** A turn of a conversation. */
export interface Turn {
  role: string;
  content: string;
}

/**
 * The examples of a row, at least one, all with the row's line: `pair` gives input and output; `conversation` one example
 * an assistant turn, its input being all turns before it as `role: content` lines; `preference` the prompt with the chosen
 * answer as output and the other as `rejected`. Throws AppError `dataset/missing-field` that names line and path.
 */
export function extractExamples(row: JsonlRow, fields: RequestFields): Example[] {
  switch (fields.kind) {
    case 'pair':
      return [{ line: row.line, input: readText(row, fields.input), output: readText(row, fields.output) }];
    case 'preference':
      return [
        {
          line: row.line,
          input: readText(row, fields.prompt),
          output: readText(row, fields.chosen),
          rejected: readText(row, fields.rejected)
        }
      ];
    case 'conversation':
      return conversationExamples(row, fields.messages);
    default:
      return fields satisfies never;
  }
}

/** The turns at `pointer`, at least one of them the assistant's. Throws AppError `dataset/missing-field`. */
export function readTurns(row: JsonlRow, pointer: string): Turn[] {
  const messages = readPointer(row.value, pointer);
  if (!Array.isArray(messages)) throw missingField(row.line, pointer, 'an array of messages');
  const turns = messages.map((_, index) => ({
    role: readText(row, `${pointer}/${index}/role`),
    content: readText(row, `${pointer}/${index}/content`)
  }));
  if (!turns.some(isAnswer)) throw missingField(row.line, pointer, 'at least one message with role "assistant"');
  return turns;
}

export const isAnswer = ({ role }: Turn): boolean => role === 'assistant';

/** The string at `pointer`. Throws AppError `dataset/missing-field`. */
export function readText(row: JsonlRow, pointer: string): string {
  const value = readPointer(row.value, pointer);
  if (typeof value === 'string') return value;
  throw missingField(row.line, pointer, 'a string');
}

function conversationExamples(row: JsonlRow, pointer: string): Example[] {
  const examples: Example[] = [];
  let before = '';
  for (const turn of readTurns(row, pointer)) {
    if (isAnswer(turn)) examples.push({ line: row.line, input: `${before}assistant: `, output: turn.content });
    before += `${turn.role}: ${turn.content}\n`;
  }
  return examples;
}

function missingField(line: number, path: string, wanted: string): AppError {
  return new AppError('dataset/missing-field', `Line ${line} needs ${wanted} at ${path || 'the row itself'}.`, {
    hints: ['The request says under `fields` where input and output stand.'],
    details: { line, path }
  });
}
