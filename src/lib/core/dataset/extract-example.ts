// From a JSONL row to the text the reference model reads, by the field paths of the request.
import { AppError } from '../error/app-error.ts';
import type { RequestFields } from '../request/request-spec.ts';
import type { Example } from './example.ts';
import { readPointer } from './json-pointer.ts';
import type { JsonlRow } from './read-jsonl.ts';

/**
 * One example of a row: `pair` gives input and output; `conversation` the turns before the last assistant turn, rendered
 * as `role: content` lines, and that turn; `preference` the prompt and the chosen answer.
 * Throws AppError `dataset/missing-field` that names line and path.
 */
export function extractExample(row: JsonlRow, fields: RequestFields): Example {
  switch (fields.kind) {
    case 'pair':
      return { line: row.line, input: text(row, fields.input), output: text(row, fields.output) };
    case 'preference':
      text(row, fields.rejected);
      return { line: row.line, input: text(row, fields.prompt), output: text(row, fields.chosen) };
    case 'conversation':
      return conversation(row, fields.messages);
    default:
      return fields satisfies never;
  }
}

function conversation(row: JsonlRow, pointer: string): Example {
  const messages = readPointer(row.value, pointer);
  if (!Array.isArray(messages)) throw missing(row.line, pointer, 'an array of messages');
  const turns = messages.map((_, index) => ({
    role: text(row, `${pointer}/${index}/role`),
    content: text(row, `${pointer}/${index}/content`)
  }));
  const last = turns.findLastIndex(({ role }) => role === 'assistant');
  if (last === -1) throw missing(row.line, pointer, 'at least one message with role "assistant"');
  const preceding = turns.slice(0, last).map(({ role, content }) => `${role}: ${content}\n`);
  return { line: row.line, input: `${preceding.join('')}assistant: `, output: turns[last]!.content };
}

function text(row: JsonlRow, pointer: string): string {
  const value = readPointer(row.value, pointer);
  if (typeof value === 'string') return value;
  throw missing(row.line, pointer, 'a string');
}

function missing(line: number, path: string, wanted: string): AppError {
  return new AppError('dataset/missing-field', `Line ${line} needs ${wanted} at ${path || 'the row itself'}.`, {
    hints: ['The request says under `fields` where input and output stand.'],
    details: { line, path }
  });
}
