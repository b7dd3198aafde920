// What the kinds of rows are called in lists.
import type { RequestSpec } from '../../../core/request/request-spec.ts';
import type { DatasetKind } from '../../../core/request/rows-body.ts';

export const ROW_KINDS: Readonly<Record<DatasetKind, string>> = {
  text: 'Text',
  code: 'Code',
  conversations: 'Conversations',
  preferences: 'Preferences'
};

export const kindOfRows = (spec: RequestSpec): string =>
  ROW_KINDS[(spec as { kind?: DatasetKind }).kind ?? 'text'] ?? 'Rows';
