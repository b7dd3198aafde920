// The prompt and both answers of a preference: as texts, or as lists of messages whose last turn is the answer.
import { readPointer } from '../encoding/json-pointer.ts';
import { missingField } from './missing-field.ts';
import type { JsonlRow } from './read-jsonl.ts';
import { isAnswer, isMessageList, readMessages, type Turn } from './read-turns.ts';
import { readText } from './read-text.ts';
import type { RequestFields } from './row-fields.ts';
import type { RowRules } from './row-rules.ts';

type PreferenceFields = Extract<RequestFields, { kind: 'preference' }>;

export interface Answers {
  prompt: string;
  chosen: string;
  rejected: string;
}

/** Throws AppError `dataset/missing-field`. */
export function readAnswers(row: JsonlRow, fields: PreferenceFields, rules: RowRules): Answers {
  const isText = (pointer: string) => rules === 2 || !isMessageList(readPointer(row.value, pointer));
  const lists = [fields.chosen, fields.rejected].map((pointer) => !isText(pointer));
  if (lists[0] !== lists[1])
    throw missingField(row.line, lists[0] ? fields.rejected : fields.chosen, 'a list of messages, as its pair has,');
  const prompt = isText(fields.prompt)
    ? { text: readText(row, fields.prompt), turns: null }
    : { text: null, turns: readMessages(row, fields.prompt, fields, rules) };
  if (!lists[0])
    return {
      prompt: prompt.text ?? asInput(prompt.turns!),
      chosen: readText(row, fields.chosen),
      rejected: readText(row, fields.rejected)
    };
  const [chosen, rejected] = [fields.chosen, fields.rejected].map((pointer) => answerAt(row, pointer, fields, rules));
  return { prompt: wholePrompt(prompt, chosen!.before), chosen: chosen!.answer, rejected: rejected!.answer };
}

function answerAt(row: JsonlRow, pointer: string, fields: PreferenceFields, rules: RowRules) {
  const turns = readMessages(row, pointer, fields, rules);
  const last = turns.at(-1);
  if (last === undefined || !isAnswer(last))
    throw missingField(row.line, pointer, 'messages that end with one of the assistant');
  return { answer: last.content, before: turns.slice(0, -1) };
}

/** The turns before the answer; the prompt's own before them where they do not begin with it. */
function wholePrompt({ text, turns }: { text: string | null; turns: Turn[] | null }, before: Turn[]): string {
  const given = turns ?? (text!.trim() === '' ? [] : [{ role: 'user', content: text! }]);
  const isRepeated =
    turns === null
      ? given.every(({ content }) => before.some((turn) => turn.content.trim() === content.trim()))
      : given.every((turn, at) => before[at]?.role === turn.role && before[at].content === turn.content);
  return asInput(isRepeated ? before : [...given, ...before]);
}

const asInput = (turns: readonly Turn[]): string =>
  `${turns.map(({ role, content }) => `${role}: ${content}\n`).join('')}assistant: `;
