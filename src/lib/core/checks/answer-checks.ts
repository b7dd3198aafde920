// A request's checks applied to rows: the first reason why a row's answer is wrong.
import type { Example } from '../dataset/example.ts';
import type { JsonlRow } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import type { GateFinding } from '../quality/gate.ts';
import type { OutputCheck } from '../request/request-spec.ts';
import type { OutputChecker, SandboxCheckers } from './output-checker.ts';
import { textChecker } from './text-checker.ts';

export interface AnswerChecks {
  /** How many checks the request names. */
  readonly count: number;
  /**
   * What is wrong with a row's answer, or null. The answer is the output of the row's last example: of a conversation the
   * last assistant turn, of a preference the chosen answer.
   */
  check(row: JsonlRow, examples: readonly Example[], signal?: AbortSignal): Promise<GateFinding | null>;
}

/**
 * Prepares the checks of a request. Throws AppError `checks/no-sandbox` where one runs tests and this build cannot:
 * such a row is neither right nor wrong here. `request/invalid-schema` as `textChecker`.
 */
export function answerChecks(checks: readonly OutputCheck[] = [], sandbox?: SandboxCheckers): AnswerChecks {
  const checkers = checks.map((check) => checkerOf(check, sandbox));
  return {
    count: checkers.length,
    async check(row, examples, signal) {
      const answer = examples.at(-1)!.output;
      for (const checker of checkers) {
        const reason = await checker.check(row, answer, signal);
        if (reason !== null) return { line: row.line, message: `The answer is wrong (${checker.kind}): ${reason}.` };
      }
      return null;
    }
  };
}

/**
 * The checks that need no sandbox, at once: what is wrong with a row's answer, or null. For a requester's own rows, where
 * tests may be left to the validators.
 */
export function textAnswerCheck(
  checks: readonly OutputCheck[] = []
): (row: JsonlRow, examples: readonly Example[]) => string | null {
  const runs = checks.flatMap((check) => (check.kind === 'sandbox-tests' ? [] : [textChecker(check)]));
  return (row, examples) => {
    for (const run of runs) {
      const reason = run(row, examples.at(-1)!.output);
      if (reason !== null) return reason;
    }
    return null;
  };
}

function checkerOf(check: OutputCheck, sandbox: SandboxCheckers | undefined): OutputChecker {
  if (check.kind !== 'sandbox-tests') {
    const run = textChecker(check);
    return { kind: check.kind, check: async (row, output) => run(row, output) };
  }
  if (sandbox) return sandbox(check);
  throw new AppError('checks/no-sandbox', `This request runs ${check.language} tests, and this build has no sandbox.`, {
    hints: ['Score it with a version of Assay that can run tests.'],
    details: { language: check.language }
  });
}
