// The turns of a conversation: messages as their formats have them, with parts, with calls of tools, under other names.
import { readPointer } from '../encoding/json-pointer.ts';
import { missingField } from './missing-field.ts';
import type { JsonlRow } from './read-jsonl.ts';
import type { MessageNames } from './row-fields.ts';
import type { RowRules } from './row-rules.ts';

/** A turn of a conversation. */
export interface Turn {
  role: string;
  content: string;
}

export const isAnswer = ({ role }: Turn): boolean => role === 'assistant';

/** Whether a place of a row holds messages and not a text. */
export const isMessageList = (value: unknown): value is unknown[] => Array.isArray(value);

/** The turns at `pointer`, at least one of them the assistant's. Throws AppError `dataset/missing-field`. */
export function readTurns(row: JsonlRow, pointer: string, names: MessageNames, rules: RowRules): Turn[] {
  const turns = readMessages(row, pointer, names, rules);
  if (turns.some(isAnswer)) return turns;
  const roles = [...new Set(turns.map(({ role }) => role))].slice(0, 5).join(', ');
  throw missingField(row.line, pointer, 'at least one message with role "assistant"', [
    `Its roles are: ${roles || 'none'}. The request can name them, e.g. "roles": {"gpt": "assistant"} in its fields.`
  ]);
}

/** All messages at `pointer`, whoever speaks. Throws AppError `dataset/missing-field`. */
export function readMessages(row: JsonlRow, pointer: string, names: MessageNames, rules: RowRules): Turn[] {
  const messages = readPointer(row.value, pointer);
  if (!isMessageList(messages)) throw missingField(row.line, pointer, 'an array of messages');
  const { role = '/role', content = '/content', roles = {} } = names;
  return messages.map((message, index) => {
    const at = `${pointer}/${index}`;
    const called = readPointer(message, role);
    if (typeof called !== 'string') throw missingField(row.line, `${at}${role}`, 'a string', otherNames(message));
    return {
      role: Object.hasOwn(roles, called) ? roles[called]! : called,
      content: contentOf(message, { line: row.line, at, place: content }, rules)
    };
  });
}

interface ContentPlace {
  line: number;
  /** Of the message. */
  at: string;
  /** Of the content in it. */
  place: string;
}

function contentOf(message: unknown, { line, at, place }: ContentPlace, rules: RowRules): string {
  const content = readPointer(message, place);
  const path = `${at}${place}`;
  if (rules === 2) {
    if (typeof content === 'string') return content;
    throw missingField(line, path, 'a string');
  }
  const calls = callTexts(message);
  const text = Array.isArray(content) ? partsText(content, line, path) : (content ?? (calls.length > 0 ? '' : content));
  if (typeof text !== 'string') throw missingField(line, path, 'a string or parts of text', otherNames(message));
  return [text, ...calls].filter((part) => part !== '').join('\n');
}

/** Parts of a content that are text, a line each. */
function partsText(parts: readonly unknown[], line: number, path: string): string {
  return parts
    .map((part, index) => {
      const text = typeof part === 'string' ? part : readPointer(part, '/text');
      if (typeof text === 'string') return text;
      throw missingField(line, `${path}/${index}`, 'a part of text', [
        'Only text can be learnt: leave out rows with images, sound or files.'
      ]);
    })
    .join('\n');
}

/** What the assistant writes to call a tool, one text a call: name and arguments as JSON between the marks of chat templates. */
function callTexts(message: unknown): string[] {
  const calls = readPointer(message, '/tool_calls');
  const single = readPointer(message, '/function_call');
  const all = [...(Array.isArray(calls) ? calls : []), ...(single === undefined || single === null ? [] : [single])];
  return all.flatMap((call) => {
    const called = readPointer(call, '/function') ?? call;
    const name = readPointer(called, '/name');
    if (typeof name !== 'string') return [];
    const given = readPointer(called, '/arguments');
    const text = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    return `<tool_call>{"name":${JSON.stringify(name)},"arguments":${text || '{}'}}</tool_call>`;
  });
}

/** What to write into the request where a message has the names of another format. */
function otherNames(message: unknown): string[] | undefined {
  if (readPointer(message, '/from') === undefined || readPointer(message, '/value') === undefined) return undefined;
  return [
    'These messages have the names of ShareGPT. Add to the fields of the request: "role": "/from", "content": "/value", "roles": {"human": "user", "gpt": "assistant"}.'
  ];
}
