// What conversations bring along to verify their answers: patches are applied to what was shown, and tests run on the answer, or on
// the patched files where there is no other.
import { runRowTests, type RowTest } from '../../checks/run-row-tests.ts';
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { Conversation } from '../dataset/conversation.ts';
import type { PatchCheck } from '../patch/check-patch.ts';
import type { RowCheck } from '../score/harness-score.ts';

/** What tests in Python can be run on. Names without an ending may be anything. */
const PYTHON_FILE = /(?:\.py|(?:^|\/)[^/.]+)$/;

/**
 * By line, for conversations that have tests, or a patch that proves something. Progress: stage `tests`, in cases.
 * @returns null when cancelled.
 * @throws AppError `sandbox/unavailable` of this machine.
 */
export async function testConversations(
  conversations: readonly Conversation[],
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<Map<number, RowCheck> | null> {
  const patches = await patchChecks(conversations);
  const checks = new Map<number, RowCheck>();
  const tested: { line: number; test: RowTest }[] = [];
  for (const { line, final } of conversations) {
    const patch = patches.get(line);
    const test = patch?.outcome === 'unfit' ? null : testOf(final, patch);
    if (test) tested.push({ line, test });
    else if (patch?.outcome === 'unfit') checks.set(line, 'unfit');
    else if (patch?.outcome === 'applied' && patch.isFitted) checks.set(line, 'applied');
  }
  if (tested.length === 0) return checks;
  const tests = tested.map(({ test }) => test);
  const outcomes = await runRowTests(tests, 'python', runner, options);
  if (outcomes === null) return null;
  for (const [index, { withOutput, without }] of outcomes.entries())
    checks.set(tested[index]!.line, !withOutput.passed ? 'failed' : without.passed ? 'vacuous' : 'passed');
  return checks;
}

/** By line, of conversations with a patch. What reads patches is loaded with the first one. */
async function patchChecks(conversations: readonly Conversation[]): Promise<Map<number, PatchCheck>> {
  if (!conversations.some(({ final }) => isText(final.patch))) return new Map();
  const { checkPatches } = await import('../patch/check-patches.ts');
  return checkPatches(conversations);
}

/** Null for a conversation without tests, and for one that has a patch alone, which changes no file that they can run on. */
function testOf(final: Conversation['final'], patch: PatchCheck | undefined): RowTest | null {
  const tests = Array.isArray(final.tests) ? final.tests.filter(isText).join('\n') : '';
  if (!isText(tests)) return null;
  if (patch === undefined || isText(final.answer)) {
    const answer = typeof final.answer === 'string' ? final.answer : '';
    return { withOutput: { parts: [answer, tests] }, without: { parts: [tests] } };
  }
  const patched = patch.outcome === 'applied' ? patch.files : [];
  const files = patched.filter(({ path, isFile }) => isFile && PYTHON_FILE.test(path));
  if (files.length === 0) return null;
  return {
    withOutput: { parts: [...files.map(({ after }) => after), tests] },
    without: { parts: [...files.map(({ before }) => before), tests] }
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
