import { expect, test } from 'vitest';
import { parseRowsBody } from '../../../core/request/parse-rows-body.ts';
import { chooseKind, emptyRowsBody, rowsBodyOfOldDraft, rowsBodyProblems, toRowsBody } from './rows-body-draft.ts';

test('an empty draft is a body, and so is every preset', () => {
  for (const kind of ['text', 'code', 'conversations', 'preferences'] as const) {
    const body = emptyRowsBody();
    chooseKind(body, kind);
    expect(rowsBodyProblems(body)).toEqual({});
    expect(parseRowsBody(toRowsBody(body)).kind).toBe(kind);
  }
});

test('what is wrong is said by its field', () => {
  const body = { ...emptyRowsBody(), schemaText: '{', rowsMin: '5', rowsMax: '2' };
  expect(Object.keys(rowsBodyProblems(body))).toEqual(['schemaText', 'rowsMax']);
  expect(rowsBodyProblems({ ...emptyRowsBody(), schemaText: '[]' }).schemaText).toContain('must be a JSON object');
});

test('a draft of an older page is taken up', () => {
  const old = { title: 'Sums', kind: 'code', schemaText: '{}', rowsMin: '7', bountyTao: '1' };
  expect(rowsBodyOfOldDraft(old)).toEqual({ ...emptyRowsBody(), kind: 'code', schemaText: '{}', rowsMin: '7' });
  expect(rowsBodyOfOldDraft({ title: 'Sums' })).toBeNull();
});
