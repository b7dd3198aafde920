// The other signals of Data Fabrication's score: whether calls, results, reasoning, answers and tests are there at all.
import { isResult, type Conversation } from '../dataset/conversation.ts';
import { isTruthy, pythonText, words } from './python-text.ts';

/** Tools that count as valid without being declared. */
const KNOWN_TOOLS = ['read', 'grep', 'bash', 'list_dir', 'edit', 'test', 'python'];
const REASONING_WORDS = 8;

const third = (...facts: boolean[]): number => facts.reduce((sum, fact) => sum + Number(fact), 0) / 3;
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.min(1, values.reduce((sum, value) => sum + value, 0) / values.length);

/** Tools declared, called, answered: a third each. */
export function agentic(conversations: readonly Conversation[]): number {
  return mean(
    conversations.map(({ tools, messages }) =>
      third(
        tools.length > 0,
        messages.some(({ toolCalls, functionCall }) => toolCalls.length > 0 || functionCall !== null),
        messages.some(isResult)
      )
    )
  );
}

/** The share of the assistant's messages with reasoning of at least eight words. */
export function reasoning(conversations: readonly Conversation[]): number {
  const spoken = conversations.flatMap(({ messages }) => messages).filter(({ role }) => role === 'assistant');
  return mean(spoken.map((message) => Number(words(message.reasoning ?? '').length >= REASONING_WORDS)));
}

/** The share of calls to known or declared tools, or with arguments; 0 for a conversation without a call. */
export function functionCalls(conversations: readonly Conversation[]): number {
  return mean(
    conversations.map(({ tools, messages }) => {
      const declared = new Set(tools.map((tool) => pythonText(tool.name ?? null)));
      const calls = messages.flatMap(({ toolCalls }) => toolCalls);
      const older = messages.filter(({ functionCall }) => functionCall !== null).length;
      const valid = calls.filter(
        (call) => KNOWN_TOOLS.includes(call.name) || declared.has(call.name) || isTruthy(call.arguments)
      ).length;
      const count = calls.length + older;
      return count === 0 ? 0 : (valid + older) / count;
    })
  );
}

/** A patch or an answer, tests, a result of a tool: a third each. */
export function verifiability(conversations: readonly Conversation[]): number {
  return mean(
    conversations.map(({ final, messages }) =>
      third(
        isTruthy(final.patch) || isTruthy(final.answer),
        Array.isArray(final.tests) && final.tests.length > 0,
        messages.some(isResult)
      )
    )
  );
}

/** Of the whole output: four types of task, three difficulties and three tools are enough. */
export function taskDiversity(conversations: readonly Conversation[]): number {
  const tasks = conversations.map(({ task }) => task).filter(isTruthy);
  const distinct = (key: string) =>
    new Set(tasks.map((task) => (Object.hasOwn(task, key) ? pythonText(task[key]) : ''))).size;
  const calls = conversations.flatMap(({ messages }) => messages.flatMap(({ toolCalls }) => toolCalls));
  const tools = new Set(calls.map(({ name }) => name)).size;
  const types = distinct('type');
  const difficulties = distinct('difficulty');
  return Math.min(1, types / 4) * 0.4 + Math.min(1, difficulties / 3) * 0.2 + Math.min(1, tools / 3) * 0.4;
}
