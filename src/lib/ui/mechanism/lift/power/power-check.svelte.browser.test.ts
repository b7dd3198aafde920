import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import '../../../../../app.css';
import type { PowerInput } from '../../../../core/lift/power-input.ts';
import { powerDataset } from '../../../../score/power-dataset.ts';
import { TOY_PROTOCOL, TOY_SPEC, toyInput, toyReference } from '../../../../score/testing/toy.ts';
import { createWebWasmRuntime } from '../../../../score/web-wasm-runtime.ts';
import { SESSION_CONTEXT } from '../../../session/session.svelte.ts';
import type { HiddenCheckProps } from '../../face.ts';
import PowerCheck from './PowerCheck.svelte';

/** A session whose power check runs on a toy in the page itself. */
const session = {
  edges: {
    preflights: async () => ({
      power: (input: PowerInput, more: object) =>
        powerDataset(input, {
          runtime: createWebWasmRuntime({ threads: 1 }),
          reference: toyReference(),
          protocol: { ...TOY_PROTOCOL, steps: 8, trustedSteps: 4 },
          now: () => performance.now(),
          ...more
        })
    })
  }
};
const hidden = new TextDecoder().decode(toyInput().data).split('\n').slice(0, 44).join('\n');
let shown: ReturnType<typeof mount> | null = null;

function show(hiddenText: string): HiddenCheckProps {
  const props = $state({ spec: TOY_SPEC, hiddenText });
  shown = mount(PowerCheck, { target: document.body, props, context: new Map([[SESSION_CONTEXT, session]]) });
  flushSync();
  return props;
}
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent.trim()))!;
const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
});

test('runs, can be cancelled, shows every case, and forgets it when the rows change', async () => {
  const props = show(hidden);
  button(/^Check it/).click();
  await until(() => expect(document.querySelector('[role=progressbar]')).not.toBeNull());
  button(/^Cancel/).click();
  await until(() => expect(button(/^Check it/)).toBeDefined());
  expect(document.querySelector('table')).toBeNull();
  button(/^Check it/).click();
  await until(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(6));
  expect(document.body.textContent).toContain('22 rows measured on 22');
  expect(document.body.textContent).toMatch(/The measure (sees|is blind)/);
  props.hiddenText = hidden.split('\n').slice(0, 42).join('\n');
  flushSync();
  expect(document.querySelector('table')).toBeNull();
});

test('too few rows to be cut in two is an error that says so', async () => {
  show(hidden.split('\n').slice(0, 30).join('\n'));
  button(/^Check it/).click();
  await until(() => expect(document.body.textContent).toContain('cut in two'));
});
