// The checks of a request that need no sandbox, applied to a row's answer.
import type { Example } from '../dataset/example.ts';
import { ROW_RULES, type RowRules } from '../dataset/row-rules.ts';
import type { OutputCheck } from './output-check.ts';
import { textChecker } from './text-checker.ts';

/**
 * Prepares the checks. The answer of a row is the output of its last example: of a conversation the last assistant turn, of
 * a preference the chosen answer. Throws AppError `request/invalid-schema` as `textChecker`.
 * @returns why the answer of a row is wrong, as a clause, or null
 */
export function textAnswerCheck(
  checks: readonly OutputCheck[] = [],
  rules: RowRules = ROW_RULES
): (row: unknown, examples: readonly Example[]) => string | null {
  const runs = checks.flatMap((check) => (check.kind === 'sandbox-tests' ? [] : [textChecker(check, rules)]));
  return (row, examples) => {
    for (const run of runs) {
      const reason = run(row, examples.at(-1)!.output);
      if (reason !== null) return reason;
    }
    return null;
  };
}
