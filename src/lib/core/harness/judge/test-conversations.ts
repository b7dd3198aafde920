// Runs the tests that conversations bring along on their answers: once after the answer, and once without it, since tests that pass
// anyway prove nothing.
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { TestCase, TestOutcome } from '../../program/test-batch.ts';
import { DEFAULT_TEST_LIMITS } from '../../program/test-limits.ts';
import type { Conversation } from '../dataset/conversation.ts';
import type { RowCheck } from '../score/harness-score.ts';

interface ConversationTest {
  line: number;
  withAnswer: TestCase;
  without: TestCase;
}

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
  const tests = conversations.flatMap(testOf);
  if (tests.length === 0) return new Map();
  const cases = new Map(
    tests.flatMap(({ withAnswer, without }) => [withAnswer, without]).map((one) => [keyOf(one), one])
  );
  const run = await runner.test(
    { language: 'python', cases: [...cases.values()], limits: DEFAULT_TEST_LIMITS },
    options
  );
  if (run.outcome === 'cancelled') return null;
  const outcomes = new Map([...cases.keys()].map((key, index) => [key, run.outcomes[index]!]));
  const outcomeOf = (one: TestCase): TestOutcome => outcomes.get(keyOf(one))!;
  return new Map(
    tests.map(({ line, withAnswer, without }) => {
      if (!outcomeOf(withAnswer).passed) return [line, 'failed'];
      return [line, outcomeOf(without).passed ? 'vacuous' : 'passed'];
    })
  );
}

const keyOf = ({ parts }: TestCase): string => JSON.stringify(parts);

function testOf({ line, final }: Conversation): ConversationTest[] {
  const texts = Array.isArray(final.tests) ? final.tests.filter((test) => typeof test === 'string') : [];
  const tests = texts.join('\n');
  if (tests.trim() === '') return [];
  const answer = typeof final.answer === 'string' ? final.answer : '';
  return [{ line, withAnswer: { parts: [answer, tests] }, without: { parts: [tests] } }];
}
