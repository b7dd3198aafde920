import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../../app.css';
import { readGguf } from '../../../core/gguf/read-gguf.ts';
import { timeVerdict } from '../../../core/lift/verdict-time.ts';
import { loraReference } from '../../../core/llama/lora-reference.ts';
import { tinyLlama } from '../../../core/llama/testing/tiny-llama.ts';
import { TOY_PROTOCOL } from '../../../score/testing/toy.ts';
import { createWebWasmRuntime } from '../../../score/web-wasm-runtime.ts';
import { createTabModels } from '../../../store/models/tab-models.ts';
import { MODELS_CONTEXT, ModelsDesk } from '../../models/models-desk.svelte.ts';
import { SESSION_CONTEXT } from '../../session/session.svelte.ts';
import ScoredWith from './ScoredWith.svelte';

const LORA = { name: 'smollm2-135m', rank: 4, scale: 2, firstLayer: 1, context: 256, seed: 1 } as const;
const BYTES = tinyLlama();
const KNOWN = {
  name: LORA.name,
  title: 'A tiny model',
  sha256: bytesToHex(sha256(BYTES)),
  bytes: BYTES.length,
  cid: '',
  licence: 'CC0-1.0',
  attribution: 'nobody',
  wheel: { package: 'tiny-model', version: '1.0', bytes: 1 }
};
const models = createTabModels({ name: 'scored-with', known: [KNOWN], openContent: () => Promise.reject() });
const session = {
  edges: {
    preflights: async () => ({
      verdictTime: (_name: string, options: object) =>
        timeVerdict(
          {
            reference: loraReference(readGguf(BYTES), 'tiny', LORA),
            protocol: { ...TOY_PROTOCOL, batch: 2, pretrained: LORA }
          },
          { runtime: createWebWasmRuntime({ threads: 1 }), now: () => performance.now(), ...options }
        )
    })
  }
};
let shown: ReturnType<typeof mount> | null = null;

function show(): void {
  const context = new Map<symbol, unknown>([
    [SESSION_CONTEXT, session],
    [MODELS_CONTEXT, new ModelsDesk(models)]
  ]);
  shown = mount(ScoredWith, { target: document.body, props: { name: LORA.name }, context });
  flushSync();
}
async function hide(): Promise<void> {
  if (shown) await unmount(shown);
  shown = null;
}
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent.trim()));
const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

beforeEach(async () => {
  localStorage.clear();
  await models.remove(KNOWN.name);
});
afterEach(hide);

test('without the model it says where it is to be had, and times nothing', async () => {
  show();
  await until(() => expect(document.body.textContent).toContain('It is not in this browser'));
  expect(button(/^Time/)).toBeUndefined();
});

test('a verdict is timed when asked for, and the time is still there after a reload', async () => {
  await models.add({ kind: 'file', file: new Blob([BYTES as Uint8Array<ArrayBuffer>]) });
  show();
  await until(() => expect(button(/^Time a verdict here$/)).toBeDefined());
  button(/^Time/)!.click();
  const time = () => document.querySelector('[data-testid=verdict-time]');
  await until(() => expect(time()?.textContent).toMatch(/takes about \d+ (s|min) in this browser .* \(wasm,/s));
  const said = time()!.textContent;
  await hide();
  show();
  expect(time()!.textContent).toBe(said);
  await until(() => expect(button(/^Time it again$/)).toBeDefined());
});
