// The gate over a request's checks: rows whose answer is wrong are left out, and a set that is mostly wrong is not trained
// on at all.
import { extractExamples } from '../dataset/extract-examples.ts';
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';
import type { RequestFields } from '../dataset/row-fields.ts';
import type { RowRules } from '../dataset/row-rules.ts';
import type { OutputCheck } from '../checks/output-check.ts';
import { textAnswerCheck } from '../checks/text-answer-check.ts';

/**
 * Share of wrong rows above which nothing is trained. Below it, wrong rows already cost their share of the score; past
 * half, most of what can be checked is false, and a check sees only a part of what can be wrong in the rest.
 */
export const WRONG_ANSWERS_LIMIT = 0.5;

export class WrongAnswers implements RowGate {
  readonly #fields: RequestFields;
  readonly #rules: RowRules;
  readonly #reasonOf: (row: unknown, examples: readonly Example[]) => string | null;

  /**
   * Throws AppError `checks/no-sandbox` for a request that runs tests: without a sandbox such a row is neither right nor
   * wrong. `request/invalid-schema` as `textChecker`.
   */
  constructor(checks: readonly OutputCheck[], fields: RequestFields, rules: RowRules) {
    const tests = checks.find(({ kind }) => kind === 'sandbox-tests');
    if (tests !== undefined)
      throw new AppError(
        'checks/no-sandbox',
        'This request runs tests on the outputs, and this build has no sandbox.',
        {
          hints: ['Score it with a version of Assay that can run tests.'],
          details: { check: tests }
        }
      );
    this.#fields = fields;
    this.#rules = rules;
    this.#reasonOf = textAnswerCheck(checks, rules);
  }

  object({ line, value }: Pick<CheckedRow, 'line' | 'value'>): Objection | null {
    const row = { line, value: value as Record<string, unknown>, sizeBytes: 0 };
    const reason = this.#reasonOf(value, extractExamples(row, this.#fields, this.#rules));
    return reason === null ? null : { message: `Wrong: ${reason}.` };
  }

  result(tally: GateTally, rows: number): GateResult {
    const gate = {
      name: 'wrong-answers',
      limit: WRONG_ANSWERS_LIMIT,
      offence: 'are wrong by the checks of the request'
    } as const;
    return shareResult(gate, tally, rows);
  }
}
