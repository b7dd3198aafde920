// What the kinds of rows are called in lists.
import type { RequestSpec } from '../../../core/request/request-spec.ts';
import type { DatasetKind } from '../../../core/request/rows-body.ts';

export const ROW_KINDS: Readonly<Record<DatasetKind, string>> = {
  text: 'Text',
  code: 'Code',
  conversations: 'Conversations',
  preferences: 'Preferences'
};

/** Of a request whose body nobody has checked yet. */
export function kindOfRows(spec: RequestSpec): string {
  const { kind = 'text' } = spec as { kind?: unknown };
  return Object.entries(ROW_KINDS).find(([name]) => name === kind)?.[1] ?? 'Rows';
}
