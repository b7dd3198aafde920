import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { Unreadable } from '../../core/report/unreadable.ts';
import UnreadableNotice from './UnreadableNotice.svelte';

const shown: ReturnType<typeof mount>[] = [];
afterEach(() => {
  for (const one of shown.splice(0)) void unmount(one);
});

/** Names and identifiers, as they stand on the page. */
function show(unreadable: Unreadable): [name: string, id: string][] {
  shown.push(mount(UnreadableNotice, { target: document.body, props: { unreadable } }));
  flushSync();
  return [...document.querySelectorAll('dt')].map((term) => [
    term.textContent,
    term.nextElementSibling!.querySelector('code')!.title
  ]);
}

test('says why the score is 0, and with what anyone can check it', () => {
  const gives = `0x${'05'.repeat(32)}`;
  expect(show({ kind: 'other-key', keyBoxCid: 'bafkbox', reader: '5Reader', gives })).toEqual([
    ['key box', 'bafkbox'],
    ['validator', '5Reader'],
    ['key that the seal gives', gives]
  ]);
  expect(document.body.textContent).toContain('Score 0');
  expect(document.body.textContent).toContain('gives another key than the committed one');
});

test('names both packages where the sealed one is not the committed one', () => {
  expect(show({ kind: 'not-the-package', sealedCid: 'bafysealed', packageCid: 'bafyplain' })).toEqual([
    ['sealed package', 'bafysealed'],
    ['committed package', 'bafyplain']
  ]);
});
