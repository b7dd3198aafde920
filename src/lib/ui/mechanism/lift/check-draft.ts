// A check of outputs while it is being written: every field as typed, and what is wrong with it.
import * as v from 'valibot';
import { AppError } from '../../../core/error/app-error.ts';
import { OutputCheckSchema, type OutputCheck } from '../../../core/checks/output-check.ts';
import { requireSoundCheck } from '../../../core/request/require-sound-check.ts';

export type CheckKind = OutputCheck['kind'];

export interface CheckDraft {
  kind: CheckKind;
  /** Where the answer stands: `whole`, `last-line`, `last-number`, `first-number` or `after`. */
  take: string;
  after: string;
  expected: string;
  ignoreCase: boolean;
  tolerance: string;
  schemaText: string;
  language: 'javascript' | 'python';
  tests: string;
  /** Optional places; empty for none. */
  before: string;
  entryPoint: string;
}

/** The kinds in the form's words. */
export const CHECK_WORDS: Record<CheckKind, string> = {
  exact: 'Exact answer',
  numeric: 'Number',
  equations: 'Equations',
  'json-schema': 'JSON by a schema',
  'sandbox-tests': 'Tests that run the output'
};

export const emptyCheck = (kind: CheckKind): CheckDraft => ({
  kind,
  take: kind === 'numeric' ? 'last-number' : 'whole',
  after: '',
  expected: kind === 'numeric' ? '{/answer}' : '/answer',
  ignoreCase: true,
  tolerance: '0',
  schemaText: '{\n  "type": "object"\n}',
  language: 'python',
  tests: '/tests',
  before: '',
  entryPoint: ''
});

/** The check of a draft, or why there is none yet, as a sentence. */
export function readCheckDraft(draft: CheckDraft): { check: OutputCheck } | { problem: string } {
  let candidate: unknown;
  try {
    candidate = toCandidate(draft);
  } catch (thrown) {
    return { problem: `The schema is not JSON: ${AppError.from(thrown).short}` };
  }
  const parsed = v.safeParse(OutputCheckSchema, candidate);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { problem: `${FIELD_WORDS[v.getDotPath(issue) ?? ''] ?? 'This check'} ${problemOf(issue)}.` };
  }
  try {
    requireSoundCheck(parsed.output, '');
    return { check: parsed.output };
  } catch (thrown) {
    const { short } = AppError.from(thrown);
    return {
      problem:
        parsed.output.kind === 'numeric'
          ? 'Write arithmetic over numbers and places of the row, such as {/a} + {/b}.'
          : short
    };
  }
}

const FIELD_WORDS: Record<string, string> = {
  expected: 'The expected answer',
  tolerance: 'The tolerance',
  tests: 'The place of the tests',
  before: 'The place of the text before the output',
  entryPoint: 'The place of the function’s name',
  'answer.after': 'The mark before the answer'
};

function problemOf({ message, received }: v.BaseIssue<unknown>): string {
  return /^[a-z]/.test(message) ? message : `is not valid (${received})`;
}

function toCandidate(draft: CheckDraft): unknown {
  const { kind } = draft;
  const answer = draft.take === 'after' ? { take: 'after', after: draft.after } : { take: draft.take };
  const tolerance = draft.tolerance.trim() === '' ? Number.NaN : Number(draft.tolerance);
  switch (kind) {
    case 'exact':
      return { kind, expected: draft.expected.trim(), answer, ignoreCase: draft.ignoreCase };
    case 'numeric':
      return { kind, expected: draft.expected.trim(), answer, tolerance };
    case 'equations':
      return { kind, tolerance };
    case 'json-schema':
      return { kind, schema: JSON.parse(draft.schemaText) as unknown };
    case 'sandbox-tests':
      return {
        kind,
        language: draft.language,
        tests: draft.tests.trim(),
        ...(draft.before.trim() !== '' && { before: draft.before.trim() }),
        ...(draft.entryPoint.trim() !== '' && { entryPoint: draft.entryPoint.trim() })
      };
    default:
      return kind satisfies never;
  }
}
