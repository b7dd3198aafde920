import { expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { loadFace } from '../mechanism/faces.ts';
import { OfferDraft } from './offer-draft.svelte.ts';

const REQUESTER: Hex = `0x${'0a'.repeat(32)}`;
const ROWS = new TextDecoder().decode(toJsonl(wordProblems(20, 1)));

async function drafted(more: Partial<OfferDraft['data']> = {}): Promise<OfferDraft> {
  const draft = new OfferDraft(loadFace, (address) => (address === '5Requester' ? REQUESTER : null));
  const documentText = JSON.stringify(WORD_PROBLEM_REQUEST);
  Object.assign(draft.data, { documentText, rowsText: ROWS, requester: '5Requester', feeTao: '0.5', ...more });
  await draft.takeFace();
  return draft;
}

test('what is right becomes the input of the verb', async () => {
  const { input, problems, items } = await drafted();
  expect(problems).toEqual({});
  expect(items.value).toBe(20);
  expect(input).toMatchObject({ requester: REQUESTER, feeRao: 500_000_000n });
  expect(input!.draft.title).toBe(WORD_PROBLEM_REQUEST.title);
  expect(input!.benchmark).toEqual(toJsonl(wordProblems(20, 1)));
});

test.each([
  ['no document', { documentText: '' }, 'document', /^Add the document/],
  ['a document that is none', { documentText: '{"format": 1}' }, 'document', /request/i],
  [
    'a body that its mechanism refuses',
    { documentText: JSON.stringify({ ...WORD_PROBLEM_REQUEST, kind: 'x' }) },
    'document',
    /kind/
  ],
  ['no rows', { rowsText: ' ' }, 'rows', /^Add the hidden rows/],
  ['a row that the document refuses', { rowsText: '{"input": 1}\n' }, 'rows', /^Benchmark, line 1: .*[^.]\.$/],
  ['no requester', { requester: '' }, 'requester', /^Name the account/],
  ['a requester that is none', { requester: '5xyz' }, 'requester', /not an ss58 address/],
  ['no fee', { feeTao: '' }, 'feeTao', /0 asks for nothing/],
  ['a fee that is no amount', { feeTao: '1,5' }, 'feeTao', /^Write an amount/]
] as const)('%s is said at its field, and nothing is sent', async (_, more, field, words) => {
  const draft = await drafted(more);
  expect(draft.problems[field]).toMatch(words);
  expect(draft.input).toBeNull();
});

test('a mechanism that the page does not know is said, and what is empty is not blamed before it was left', async () => {
  const draft = await drafted({ documentText: JSON.stringify({ ...WORD_PROBLEM_REQUEST, mechanism: 'tea-leaves' }) });
  expect(draft.problems.document).toContain('tea-leaves');
  const fresh = await drafted({ documentText: '', rowsText: '', requester: '', feeTao: '' });
  expect([fresh.shown('document'), fresh.shown('feeTao')]).toEqual([null, null]);
  fresh.touchAll();
  expect(fresh.shown('feeTao')).toMatch(/0 asks for nothing/);
});
