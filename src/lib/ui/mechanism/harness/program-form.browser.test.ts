// The form of a submission and the check of its program: a real archive, the real sandbox, the real worker.
import workerUrl from '#workers/score.worker.ts?worker&url';
import { clear } from 'idb-keyval';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../../app.css';
import { HARNESS_TEMPLATE } from '../../../core/harness/template/harness-template.ts';
import type { HarnessSpec } from '../../../core/harness/mechanism/harness-body.ts';
import { tabRunner } from '../../../sandbox/host/tab-runner.ts';
import { createHarnessChecks } from '../../../score/harness-in-worker.ts';
import { readArchive } from '../../../store/archive/read-archive.ts';
import { writeArchive } from '../../../store/archive/write-archive.ts';
import { SESSION_CONTEXT, type Session } from '../../session/session.svelte.ts';
import CheckCard from './CheckCard.svelte';
import { harnessFace } from './harness-face.ts';
import { ProgramDraft } from './program/program-draft.svelte.ts';
import ProgramForm from './program/ProgramForm.svelte';

const spec = {
  format: 'assay/request/1',
  mechanism: 'harness',
  title: 'Stock questions',
  domain: 'shop',
  description: 'Conversations about a stock.',
  maxBytes: 1_000_000,
  license: 'CC0-1.0',
  conversations: { min: 20, max: 100 },
  limits: { seconds: 60, memoryMiB: 256 },
  review: 'refuse'
} as unknown as HarnessSpec;
const session = {
  edges: {
    archives: { read: readArchive, write: writeArchive },
    harnessChecks: async () =>
      createHarnessChecks({ workerUrl, programs: tabRunner(new URL('/sandbox/', location.href).href) })
  }
} as unknown as Session;
const shown: ReturnType<typeof mount>[] = [];
const drafts: ProgramDraft[] = [];

function show(): ProgramDraft {
  const draft = new ProgramDraft(session, 1, spec);
  const context = new Map<symbol, unknown>([[SESSION_CONTEXT, session]]);
  for (const part of [ProgramForm, CheckCard])
    shown.push(mount(part, { target: document.body, props: { draft, face: harnessFace }, context }));
  flushSync();
  drafts.push(draft);
  return draft;
}
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent.trim()))!;
const text = (selector: string) => document.querySelector(selector)?.textContent.trim() ?? null;
const until = (check: () => void) => vi.waitFor(check, { timeout: 50_000, interval: 50 });
const programOf = (files: Record<string, string>) =>
  Object.entries(files).map(([path, source]) => ({ path, bytes: new TextEncoder().encode(source) }));

/** As a person who chooses a file. */
function choose(name: string, bytes: Uint8Array): void {
  const input = document.querySelector<HTMLInputElement>('input[accept]')!;
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes as BlobPart], name));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

beforeEach(() => clear());
afterEach(async () => {
  for (const draft of drafts.splice(0)) draft.leave();
  for (const component of shown.splice(0)) await unmount(component);
});

test('the small program is checked, a finding leads to its line, and a change makes the check stale', async () => {
  const draft = show();
  expect(button(/^Check and score it/).disabled).toBe(true);
  button(/Start from a small program/).click();
  flushSync();
  button(/^Check and score it/).click();
  await until(() => expect(text('[data-testid=score]')).toMatch(/^0\.[1-9]/));
  expect(text('[data-testid=conversations]')).toBe('40');
  expect(draft.job.result!.report).toMatchObject({ seed: 7, conversations: 40, failure: null });
  expect(document.querySelectorAll('ul[aria-label=Conversations] > li')).toHaveLength(25);

  button(/^harness\.py:\d+$/).click();
  flushSync();
  await until(() => expect(text('[role=region] li.bg-accent-soft')).toContain('os.makedirs('));
  await until(() => expect(document.querySelector('[role=region] .text-accent')).not.toBeNull());

  draft.edit('harness.py', `${HARNESS_TEMPLATE['harness.py']!}\n`);
  flushSync();
  expect(text('[data-testid=score]')).toBeNull();
});

test('an archive is read and survives a reload; what a program says is text', async () => {
  const draft = show();
  const hostile = 'import sys\nsys.exit("<img src=x onerror=alert(1)>\\u202e")\n';
  choose('mine.zip', await writeArchive(programOf({ 'harness.py': hostile })));
  await until(() => expect(draft.entry()).not.toBeNull());
  await draft.check();
  flushSync();
  expect(text('[data-testid=errors-tail]')).toContain('<img src=x onerror=alert(1)>⟨U+202E⟩');
  expect(document.querySelector('img')).toBeNull();

  const after = show();
  const restored = after.restore();
  await until(() => expect(after.job.running).not.toBeNull());
  expect(after.origin).toBe('mine.zip');
  after.stop();
  await restored;
  expect(after.job).toMatchObject({ running: null, result: null, error: null });
});

test('what is no package is refused with its entry and its rule', async () => {
  const draft = show();
  choose('two.zip', await writeArchive(programOf({ 'harness.py': 'print(1)\n', 'a.exe': 'x' })));
  await until(() => expect(text('[role=alert]')).toContain('The entry "a.exe"'));
  expect(text('[role=alert]')).toContain('rule extension');
  expect(draft.entry()).toBeNull();
});
