import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../../../app.css';
import type { FactsDatasetInput } from '../../../../core/facts/facts-dataset-input.ts';
import { FACTS_PROTOCOL } from '../../../../core/facts/facts-protocol.ts';
import { capitals } from '../../../../core/facts/testing/capitals.ts';
import { liftTask } from '../../../../core/lift/lift-input.ts';
import { tinyLlama } from '../../../../core/llama/testing/tiny-llama.ts';
import { factsDataset } from '../../../../score/facts-dataset.ts';
import { readKeptModel } from '../../../../score/read-kept-model.ts';
import { TOY_SPEC } from '../../../../score/testing/toy.ts';
import { createWebWasmRuntime } from '../../../../score/web-wasm-runtime.ts';
import { createTabModels } from '../../../../store/models/tab-models.ts';
import { MODELS_CONTEXT, ModelsDesk } from '../../../models/models-desk.svelte.ts';
import { SESSION_CONTEXT } from '../../../session/session.svelte.ts';
import FactsReading from './FactsReading.svelte';

const BYTES = tinyLlama();
/** The tiny Llama under the name that a facts reading asks for. */
const KNOWN = {
  name: FACTS_PROTOCOL.model,
  title: 'A tiny model',
  sha256: bytesToHex(sha256(BYTES)),
  bytes: BYTES.length,
  cid: '',
  licence: 'CC0-1.0',
  attribution: 'nobody',
  wheel: { package: 'tiny-model', version: '1.0', bytes: 1 }
};
const protocol = { ...FACTS_PROTOCOL, rows: 6, promptTokens: 100, sequenceTokens: 200, outputTokens: 60, listed: 3 };
const models = createTabModels({ name: 'facts-reading', known: [KNOWN], openContent: () => Promise.reject() });
/** A session whose facts readings run on the tiny model in the page itself. */
const session = {
  edges: {
    facts: async () => ({
      read: (input: FactsDatasetInput, more: object) =>
        factsDataset(input, {
          runtime: createWebWasmRuntime({ threads: 1 }),
          model: async () => readKeptModel({ [KNOWN.name]: await models.read(KNOWN.name) }, [KNOWN])(KNOWN.name),
          protocol,
          ...more
        })
    })
  }
};
const encode = (rows: readonly object[]) =>
  new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const input = {
  spec: TOY_SPEC,
  data: encode(capitals({ step: 2 }).map(({ input, output }) => ({ input, output }))),
  benchmark: encode(capitals({ from: 1, step: 2 }).map(({ input, output }) => ({ input, output }))),
  seeds: []
};
let shown: ReturnType<typeof mount> | null = null;

function show(benchmark = input.benchmark): void {
  const context = new Map<symbol, unknown>([
    [SESSION_CONTEXT, session],
    [MODELS_CONTEXT, new ModelsDesk(models)]
  ]);
  const props = { task: async () => liftTask({ ...input, benchmark }) };
  shown = mount(FactsReading, { target: document.body, props, context });
  flushSync();
}
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent.trim()));
const text = () => document.body.textContent;
const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

beforeEach(() => models.remove(KNOWN.name));
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
});

test('is nothing until it is asked for, and says where the model is to be had', async () => {
  show();
  await until(() => expect(text()).toContain('add it to this browser'));
  expect(button(/^Read facts/)).toBeUndefined();
  await models.add({ kind: 'file', file: new Blob([BYTES as Uint8Array<ArrayBuffer>]) });
  await until(() => expect(button(/^Read facts/)).toBeDefined());
  expect(document.querySelector('table')).toBeNull();
});

test('reads, can be cancelled, and shows share, dearest rows with their tokens, and what it cannot see', async () => {
  await models.add({ kind: 'file', file: new Blob([BYTES as Uint8Array<ArrayBuffer>]) });
  show();
  await until(() => expect(button(/^Read facts/)).toBeDefined());
  button(/^Read facts/)!.click();
  await until(() => expect(button(/^Cancel/)).toBeDefined());
  button(/^Cancel/)!.click();
  await until(() => expect(button(/^Read facts$/)).toBeDefined());
  expect(document.querySelector('table')).toBeNull();
  button(/^Read facts/)!.click();
  await until(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(3));
  expect(document.querySelectorAll('tbody mark')).toHaveLength(3);
  expect(document.querySelector('[data-testid=facts-share]')!.textContent).toMatch(/^[01]\.\d\d$/);
  expect(text()).toMatch(/95 %: [01]\.\d\d to [01]\.\d\d/);
  expect(text()).toContain('6 rows and 6 that they are measured on');
  expect(text()).toContain('It does not see bugs in code');
});

test('says no share without rows to compare with', async () => {
  await models.add({ kind: 'file', file: new Blob([BYTES as Uint8Array<ArrayBuffer>]) });
  show(new Uint8Array(0));
  await until(() => expect(button(/^Read facts/)).toBeDefined());
  button(/^Read facts/)!.click();
  await until(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(3));
  expect(document.querySelector('[data-testid=facts-share]')).toBeNull();
  expect(text()).toContain('bits per byte of the answers');
});
