// Rows, or outputs, checked one by one under a stranger's JSON Schema (2020-12). Bounded work, whatever the schema and the rows.
import { shorten } from '../encoding/shorten.ts';
import { Evaluation, type SchemaFault } from '../json-schema/evaluation.ts';
import { readSchema } from '../json-schema/read-schema.ts';
import { SCHEMA_LIMITS } from '../json-schema/schema-limits.ts';
import { BudgetSpent, StepBudget } from '../json-schema/step-budget.ts';

export type RowFault = SchemaFault;

export interface RowSchema {
  /** The first fault of a row, or null when it satisfies the schema. */
  check(row: unknown): RowFault | null;
}

/** Some messages quote the schema, which may be long. */
const MESSAGE_MAX = 300;

/**
 * Prepares a schema for checking rows; `format` is judged. Throws AppError `request/invalid-schema` with `details.path`, the
 * JSON Pointer inside the schema: unknown types, wrong keyword values, references that lead nowhere, refused keywords and
 * patterns. One row may cost {@link SCHEMA_LIMITS}.maxVisitsPerRow steps, all rows together `maxVisitsPerFile`; costlier ones
 * are faults.
 */
export function compileRowSchema(
  schema: unknown,
  { maxVisitsPerFile }: { maxVisitsPerFile: number } = SCHEMA_LIMITS
): RowSchema {
  const root = readSchema(schema, { assertsFormats: true, allowsProtoName: false });
  let leftForFile = maxVisitsPerFile;
  return {
    check(row) {
      const budget = new StepBudget(Math.min(leftForFile, SCHEMA_LIMITS.maxVisitsPerRow));
      const before = budget.left;
      const run = new Evaluation(budget);
      try {
        return run.visit(root, row, null) ? null : faultOf(run);
      } catch (error) {
        if (!(error instanceof BudgetSpent)) throw error;
        return { path: '', message: 'takes too many steps to check under this schema' };
      } finally {
        leftForFile -= before - Math.max(0, budget.left);
      }
    }
  };
}

function faultOf({ fault }: Evaluation): RowFault {
  if (fault === null) return { path: '', message: 'False boolean schema.' };
  return { path: fault.path, message: shorten(fault.message, MESSAGE_MAX) };
}
