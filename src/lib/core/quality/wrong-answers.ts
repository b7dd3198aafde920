// The gate over a request's checks: rows whose answer is wrong are left out, and a set that is mostly wrong is not trained
// on at all.
import { extractExamples } from '../dataset/extract-examples.ts';
import type { Example } from '../dataset/example.ts';
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from './row-gate.ts';
import type { RequestFields } from '../dataset/row-fields.ts';
import type { RowRules } from '../dataset/row-rules.ts';
import type { OutputCheck } from '../checks/output-check.ts';
import { textAnswerCheck } from '../checks/text-answer-check.ts';
import { NO_TESTS, requireTested, type TestedRows } from './test-rows.ts';

/**
 * Share of wrong rows above which nothing is trained. Below it, wrong rows already cost their share of the score; past
 * half, most of what can be checked is false, and a check sees only a part of what can be wrong in the rest.
 */
export const WRONG_ANSWERS_LIMIT = 0.5;

export class WrongAnswers implements RowGate {
  readonly #fields: RequestFields;
  readonly #rules: RowRules;
  readonly #reasonOf: (row: unknown, examples: readonly Example[]) => string | null;

  readonly #tested: TestedRows;

  /**
   * @param tested what tests found, for a request that has some.
   * @throws AppError `request/invalid-schema` as `textChecker`.
   */
  constructor(checks: readonly OutputCheck[], fields: RequestFields, rules: RowRules, tested: TestedRows = NO_TESTS) {
    this.#tested = requireTested(checks, tested);
    this.#fields = fields;
    this.#rules = rules;
    this.#reasonOf = textAnswerCheck(checks, rules);
  }

  object({ line, value }: Pick<CheckedRow, 'line' | 'value'>): Objection | null {
    const row = { line, value: value as Record<string, unknown>, sizeBytes: 0 };
    const reason =
      this.#reasonOf(value, extractExamples(row, this.#fields, this.#rules)) ?? this.#tested.get(line) ?? null;
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
