// The body of a request for rows while it is written: fields as typed, what is wrong with them, and the document's fields.
import * as v from 'valibot';
import type { RequestFields } from '../../../core/dataset/row-fields.ts';
import { compileRowSchema } from '../../../core/dataset/row-schema.ts';
import { AppError } from '../../../core/error/app-error.ts';
import type { PretrainedName } from '../../../core/request/pretrained-name.ts';
import { RowsBodySchema, type DatasetKind, type RowsBody } from '../../../core/request/rows-body.ts';
import { readCheckDraft, type CheckDraft } from './check-draft.ts';
import { KIND_PRESETS } from './kind-presets.ts';

export interface RowsBodyDraft {
  kind: DatasetKind;
  schemaText: string;
  fields: RequestFields;
  rowsMin: string;
  rowsMax: string;
  constraints: string;
  checks: CheckDraft[];
  /** The pretrained model that scores; '' for the small reference model. Absent in drafts of older pages. */
  reference?: PretrainedName | '';
}

export const emptyRowsBody = (): RowsBodyDraft => ({
  kind: 'text',
  schemaText: JSON.stringify(KIND_PRESETS.text.schema, null, 2),
  fields: KIND_PRESETS.text.fields,
  rowsMin: '100',
  rowsMax: '5000',
  constraints: '',
  checks: [],
  reference: ''
});

/** Of a draft that was kept before requests had mechanisms; null where it has no such fields. */
export function rowsBodyOfOldDraft(draft: Record<string, unknown>): RowsBodyDraft | null {
  if (typeof draft.schemaText !== 'string') return null;
  const empty = emptyRowsBody();
  const names = Object.keys(empty) as (keyof RowsBodyDraft)[];
  return Object.assign(empty, ...names.filter((name) => name in draft).map((name) => ({ [name]: draft[name] })));
}

/** The kind with its preset. */
export function chooseKind(body: RowsBodyDraft, kind: DatasetKind): void {
  const { schema, fields } = KIND_PRESETS[kind];
  Object.assign(body, { kind, schemaText: JSON.stringify(schema, null, 2), fields });
}

export function rowsBodyProblems(body: RowsBodyDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const note = (field: string, message: string | null) => {
    if (message) problems[field] ??= message;
  };
  note(
    'schemaText',
    messageOf(() => compileRowSchema(parseSchema(body.schemaText)))
  );
  if (!problems.schemaText) noteBody(body, note);
  note('rowsMin', wholeAtLeast(body.rowsMin, 1));
  note(
    'rowsMax',
    wholeAtLeast(body.rowsMax, 1) ??
      (Number(body.rowsMax) < Number(body.rowsMin) ? 'The most must not be below the least.' : null)
  );
  const unread = body.checks.findIndex((draft) => 'problem' in readCheckDraft(draft));
  note('checks', unread === -1 ? null : `Check ${unread + 1} is not complete.`);
  return problems;
}

/** @throws AppError `request/invalid-schema`. */
export function toRowsBody(body: RowsBodyDraft): RowsBody {
  const checks = body.checks.flatMap((draft) => {
    const read = readCheckDraft(draft);
    return 'check' in read ? [read.check] : [];
  });
  return {
    kind: body.kind,
    schema: parseSchema(body.schemaText),
    fields: body.fields,
    rows: { min: Number(body.rowsMin), max: Number(body.rowsMax) },
    constraints: body.constraints
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    ...(body.reference ? { reference: body.reference } : {}),
    ...(checks.length > 0 ? { checks } : {})
  };
}

function noteBody(body: RowsBodyDraft, note: (field: string, message: string | null) => void): void {
  const result = v.safeParse(RowsBodySchema, toRowsBody(body));
  if (result.success) return;
  for (const issue of result.issues) {
    const field = String(issue.path?.[0]?.key ?? '');
    note(field, `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`);
  }
}

function parseSchema(text: string): Record<string, unknown> {
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema))
      return schema as Record<string, unknown>;
  } catch (cause) {
    throw new AppError('request/invalid-schema', `The schema is not JSON: ${(cause as Error).message}`);
  }
  throw new AppError('request/invalid-schema', 'The schema must be a JSON object.');
}

function messageOf(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (thrown) {
    return AppError.from(thrown).short;
  }
}

function wholeAtLeast(text: string, least: number): string | null {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) >= least ? null : `Write a whole number of at least ${least}.`;
}
