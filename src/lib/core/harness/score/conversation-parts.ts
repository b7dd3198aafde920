// What was asked, called, found, thought and answered in a conversation, each as words.
import { isResult, type Conversation, type Message } from '../dataset/conversation.ts';
import { distinctWords, type Vocabulary } from './words.ts';

export interface ConversationParts {
  /** By users, and the task's prompt. */
  asked: Int32Array;
  /** Values of the calls' arguments. */
  called: Int32Array;
  /** Results of tools. */
  found: Int32Array;
  /** Words of results that neither user nor call had said. */
  foundNew: Int32Array;
  /** By the assistant after the first result, its reasoning and its final answer. */
  saidAfter: Int32Array;
  /** By the assistant, and its final answer. */
  said: Int32Array;
  reasoned: Int32Array;
  /** The final answer or patch, and the assistant's last words. */
  answered: Int32Array;
  /** All of it but system prompts, in order, with numbers alike: its form. */
  form: Int32Array;
  /** The same without reasoning: what is asked, done and said. */
  course: Int32Array;
  /** The share of the assistant's messages with reasoning of at least {@link REASONING_WORDS} words. */
  reasoningShare: number;
}

/** As Data Fabrication counts reasoning. */
const REASONING_WORDS = 8;

export function conversationParts(conversation: Conversation, vocabulary: Vocabulary): ConversationParts {
  const { messages, task, final, thinking } = conversation;
  const words = messages.map(({ content }) => vocabulary.wordsOf(content));
  const reasoning = messages.map(({ reasoning }) => vocabulary.wordsOf(reasoning ?? ''));
  const calls = messages.map((message) => vocabulary.wordsOf(argumentText(message)));
  const of = (lists: readonly Int32Array[], takes: (message: Message, at: number) => boolean) =>
    lists.filter((_, at) => takes(messages[at]!, at));
  const isAssistant = ({ role }: Message) => role === 'assistant';
  const prompt = vocabulary.wordsOf(textOf(task.prompt));
  const end = vocabulary.wordsOf(`${textOf(final.answer)}\n${textOf(final.patch)}`);
  const thought = vocabulary.wordsOf(thinking ?? '');
  const firstResult = messages.findIndex(isResult);
  const isAfter = (message: Message, at: number) => isAssistant(message) && firstResult !== -1 && at > firstResult;

  const asked = distinctWords(prompt, ...of(words, ({ role }) => role === 'user'));
  const called = distinctWords(...calls);
  const found = distinctWords(...of(words, isResult));
  const known = new Set([...asked, ...called]);
  const sayings = of(words, isAssistant);
  const spoken = (take: (at: number) => Int32Array[]) =>
    messages.flatMap(({ role }, at) => (role === 'system' ? [] : take(at)));
  const wordy = messages.filter((message, at) => isAssistant(message) && reasoning[at]!.length >= REASONING_WORDS);
  return {
    asked,
    called,
    found,
    foundNew: found.filter((word) => !known.has(word)),
    saidAfter: distinctWords(end, ...of(words, isAfter), ...of(reasoning, isAfter), ...of(calls, isAfter)),
    said: distinctWords(end, ...sayings),
    reasoned: distinctWords(thought, ...reasoning),
    answered: distinctWords(end, sayings.findLast((list) => list.length > 0) ?? end),
    form: vocabulary.formOf(joined(spoken((at) => [reasoning[at]!, words[at]!, calls[at]!]))),
    course: vocabulary.formOf(joined(spoken((at) => [words[at]!, calls[at]!]))),
    reasoningShare: thought.length >= REASONING_WORDS ? 1 : wordy.length / Math.max(1, sayings.length)
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Values of arguments, without their names: names are the tool's. */
function argumentText({ toolCalls, functionCall }: Message): string {
  const older = functionCall === null ? '' : functionCall.arguments;
  return [...toolCalls.map((call) => valuesOf(call.arguments)), older].join('\n');
}

function valuesOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.values(value).map(valuesOf).join('\n');
}

function joined(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
