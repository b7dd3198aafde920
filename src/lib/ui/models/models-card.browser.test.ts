import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../app.css';
import { tinyLlama } from '../../core/llama/testing/tiny-llama.ts';
import { createTabModels } from '../../store/models/tab-models.ts';
import { SESSION_CONTEXT } from '../session/session.svelte.ts';
import { MODELS_CONTEXT, ModelsDesk } from './models-desk.svelte.ts';
import ModelsCard from './ModelsCard.svelte';

const BYTES = tinyLlama();
const KNOWN = {
  name: 'tiny',
  title: 'A tiny model',
  sha256: bytesToHex(sha256(BYTES)),
  bytes: BYTES.length,
  cid: 'bafkqaaa',
  licence: 'CC0-1.0',
  attribution: 'drawn by a seed',
  wheel: { package: 'tiny-model', version: '1.0', bytes: 50_000 }
};
/** The first half comes by CID, the other once this is resolved, which may be before anybody waits for it. */
let second = Promise.withResolvers<void>();
const models = createTabModels({
  name: 'models-card',
  known: [KNOWN],
  openContent: async () => ({
    async *readFileParts(_, { from = 0, signal }) {
      const half = BYTES.length / 2;
      if (from === 0) {
        yield BYTES.slice(0, half);
        await new Promise<void>((resolve, reject) => {
          void second.promise.then(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        });
      }
      yield BYTES.slice(Math.max(from, half));
    }
  })
});
const session = (gatewayUrl: string | null) => ({
  config: { gatewayUrl },
  edges: { isStoragePersistent: async () => false }
});
let shown: ReturnType<typeof mount> | null = null;

function show(gatewayUrl: string | null = 'http://127.0.0.1:1'): void {
  const context = new Map<symbol, unknown>([
    [SESSION_CONTEXT, session(gatewayUrl)],
    [MODELS_CONTEXT, new ModelsDesk(models)]
  ]);
  shown = mount(ModelsCard, { target: document.body, context });
  flushSync();
}
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent.trim()));
const text = () => document.body.textContent.replace(/\s+/g, ' ');
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const stateIs = (state: string) =>
  until(() => expect(document.querySelector('[data-testid=model]')?.getAttribute('data-state')).toBe(state));

/** The form goes while a model is being added, and is there again once the card knows that it is over. */
async function choose(bytes: Uint8Array): Promise<void> {
  const input = await vi.waitUntil(() => document.querySelector<HTMLInputElement>('input[type=file]'), {
    timeout: 20_000
  });
  const files = new DataTransfer();
  files.items.add(new File([bytes as Uint8Array<ArrayBuffer>], 'model.gguf'));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

beforeEach(() => {
  second = Promise.withResolvers();
  return models.remove(KNOWN.name);
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
});

test('says what the model is, takes the right file and no other, and removes it after a question', async () => {
  show();
  await stateIs('missing');
  expect(text()).toContain('CC0-1.0, drawn by a seed');
  await choose(BYTES.toReversed());
  await until(() => expect(text()).toContain('neither a GGUF file nor a zip archive'));
  await choose(BYTES);
  await stateIs('here');
  expect(text()).toContain('on this disk');
  expect(text()).toContain('This browser may delete it');
  expect(document.querySelector('input[type=file]')).toBeNull();
  button(/^Remove…/)!.click();
  await until(() => expect(button(/^Keep it/)).toBeDefined());
  button(/^Keep it/)!.click();
  await stateIs('here');
  button(/^Remove…/)!.click();
  await until(() => expect(button(/^Remove it/)).toBeDefined());
  button(/^Remove it/)!.click();
  await stateIs('missing');
});

test('shows bytes on their way, stops when asked, and goes on with what is unfinished', async () => {
  show();
  await stateIs('missing');
  button(/^Fetch it from the content node/)!.click();
  await until(() => expect(text()).toMatch(/Fetching the model 50 % .* of /));
  button(/^Cancel/)!.click();
  await until(() => expect(text()).toContain('from bafkqaaa'));
  button(/^Go on/)!.click();
  await stateIs('here');
  expect(text()).not.toContain('Unfinished');
});

test('another view of the same models hears of it', async () => {
  show();
  await stateIs('missing');
  const adding = models.add({ kind: 'cid', cid: KNOWN.cid });
  await until(() => expect(text()).toContain('Another tab is adding it'));
  second.resolve();
  await adding;
  await stateIs('here');
});

test('without a content node its way is closed, with the reason', async () => {
  show(null);
  await stateIs('missing');
  await until(() => expect(text()).toContain('connected to no content node'));
});
