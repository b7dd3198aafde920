// Runs the tests that conversations bring along on their answers.
import { runRowTests, type RowTest } from '../../checks/run-row-tests.ts';
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { Conversation } from '../dataset/conversation.ts';
import type { RowCheck } from '../score/harness-score.ts';

/**
 * By line, for conversations that have tests. Progress: stage `tests`, in cases.
 * @returns null when cancelled.
 * @throws AppError `sandbox/unavailable` of this machine.
 */
export async function testConversations(
  conversations: readonly Conversation[],
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<Map<number, RowCheck> | null> {
  const tested = conversations.flatMap(({ line, final }) => {
    const test = testOf(final);
    return test ? [{ line, test }] : [];
  });
  if (tested.length === 0) return new Map();
  const tests = tested.map(({ test }) => test);
  const outcomes = await runRowTests(tests, 'python', runner, options);
  if (outcomes === null) return null;
  return new Map(
    outcomes.map(({ withOutput, without }, index) => [
      tested[index]!.line,
      !withOutput.passed ? 'failed' : without.passed ? 'vacuous' : 'passed'
    ])
  );
}

/** Null for a conversation without tests. */
function testOf(final: Conversation['final']): RowTest | null {
  const texts = Array.isArray(final.tests) ? final.tests.filter((test) => typeof test === 'string') : [];
  const tests = texts.join('\n');
  if (tests.trim() === '') return null;
  const answer = typeof final.answer === 'string' ? final.answer : '';
  return { withOutput: { parts: [answer, tests] }, without: { parts: [tests] } };
}
