// A validator's machine in the real sandbox of a tab: settings that survive, and a check that must give what it gives everywhere.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../app.css';
import { checkSandbox } from '../../core/validator/check-sandbox.ts';
import { tabRunner } from '../../sandbox/host/tab-runner.ts';
import { SESSION_CONTEXT, type Session } from '../session/session.svelte.ts';
import MachineCardInContext from './testing/MachineCardInContext.svelte';

const runner = tabRunner(new URL('/sandbox/', location.href).href);
const session = {
  chain: { identity: () => ({ genesisHash: '0xab', marketAddress: '0xcd' }) },
  edges: { checkSandbox: (options: object) => checkSandbox(runner, options) }
} as unknown as Session;
const shown: ReturnType<typeof mount>[] = [];

function show(): void {
  const context = new Map<symbol, unknown>([[SESSION_CONTEXT, session]]);
  shown.push(mount(MachineCardInContext, { target: document.body, props: { session }, context }));
  flushSync();
}
const radio = (value: string) => document.querySelector<HTMLInputElement>(`input[type=radio][value=${value}]`)!;
const field = (label: RegExp) => {
  const of = [...document.querySelectorAll('label')].find(({ textContent }) => label.test(textContent))!;
  return document.querySelector<HTMLInputElement>(`[id="${of.htmlFor}"]`)!;
};
const type = (input: HTMLInputElement, text: string) => {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
};

beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const component of shown.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

test('settings survive a reload, and what is out of bounds is refused beside its field', async () => {
  show();
  expect(radio('enabled').checked).toBe(true);
  radio('ask').click();
  type(field(/^Longest run/), '60');
  type(field(/^Most memory/), '9999');
  expect(document.body.textContent).toContain('Write a whole number from 1 to 1024.');
  await unmount(shown.pop()!);
  show();
  expect(radio('ask').checked).toBe(true);
  expect([field(/^Longest run/).value, field(/^Most memory/).value]).toEqual(['60', '1024']);
});

test('what is kept and cannot be read is no yes', () => {
  localStorage.setItem('assay:machine', '{');
  show();
  expect(radio('disabled').checked).toBe(true);
});

test('the sandbox of a tab writes what it writes everywhere', { timeout: 60_000 }, async () => {
  show();
  [...document.querySelectorAll('button')].find(({ textContent }) => /Check the sandbox/.test(textContent))!.click();
  const health = () => document.querySelector('[data-testid=sandbox-health]')!.textContent;
  await vi.waitFor(() => expect(health()).toContain('Works'), { timeout: 50_000 });
  expect(health()).toContain('CPython 3.14.2');
});
