import { clear, createStore } from 'idb-keyval';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import '../../../../../app.css';
import { practiceSeeds } from '../../../../core/lift/practice-seeds.ts';
import { preflightDataset, preflightWithout, type PreflightOptions } from '../../../../score/preflight-dataset.ts';
import { indexedDbPreflights } from '../../../../score/preflight-store.ts';
import { TOY_PROTOCOL, TOY_SPEC, toyInput, toyReference } from '../../../../score/testing/toy.ts';
import { createWebWasmRuntime } from '../../../../score/web-wasm-runtime.ts';
import { createTabModels } from '../../../../store/models/tab-models.ts';
import { MODELS_CONTEXT, ModelsDesk } from '../../../models/models-desk.svelte.ts';
import { SESSION_CONTEXT, type Session } from '../../../session/session.svelte.ts';
import { liftFace } from '../lift-face.ts';
import PreflightCard from './PreflightCard.svelte';
import { PreflightDraft } from './preflight-draft.svelte.ts';

const options = (): PreflightOptions => ({
  runtime: createWebWasmRuntime({ threads: 1 }),
  reference: toyReference(),
  protocol: TOY_PROTOCOL,
  now: () => performance.now(),
  preflights: indexedDbPreflights()
});
/** A session whose preflights run on a toy in the page itself. */
const session = {
  content: null,
  edges: {
    preflights: async () => ({
      run: (input: Parameters<typeof preflightDataset>[0], more: object) =>
        preflightDataset(input, { ...options(), ...more }),
      without: (input: Parameters<typeof preflightWithout>[0], lines: number[], more: object) =>
        preflightWithout(input, lines, { ...options(), ...more })
    })
  }
} as unknown as Session;
const rows = new TextDecoder().decode(toyInput().data);
const practice = new TextDecoder().decode(toyInput().benchmark);
const shown: ReturnType<typeof mount>[] = [];

async function show(requestId = 1): Promise<PreflightDraft> {
  const draft = new PreflightDraft(session, requestId, TOY_SPEC);
  const context = new Map<symbol, unknown>([
    [SESSION_CONTEXT, session],
    [MODELS_CONTEXT, new ModelsDesk(createTabModels({ name: 'preflight-card', openContent: () => Promise.reject() }))]
  ]);
  shown.push(mount(PreflightCard, { target: document.body, props: { draft, face: liftFace }, context }));
  await draft.restore();
  flushSync();
  return draft;
}
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent.trim()))!;
const lines = () =>
  [...document.querySelectorAll('tbody input[type=checkbox]')].map((box) => Number(/\d+/.exec(box.ariaLabel!)![0]));
const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

beforeEach(async () => {
  await clear();
  await clear(createStore('assay-preflight', 'runs'));
});
afterEach(async () => {
  for (const component of shown.splice(0)) await unmount(component);
});

describe('the preflight in the page', () => {
  test('says what is missing, runs, sorts, chooses the worst and scores without them', async () => {
    const draft = await show();
    expect(button(/Run a preflight/).disabled).toBe(true);
    draft.change(rows, 'rows.jsonl');
    draft.changePractice('file', practice, 'practice.jsonl');
    flushSync();
    button(/Run a preflight/).click();
    await until(() => expect(document.querySelector('[data-testid=score]')).not.toBeNull());
    expect(lines()).toHaveLength(25);
    const worst = lines().slice(0, 5);

    button(/^Line/).click();
    flushSync();
    expect(lines().slice(0, 3)).toEqual([1, 2, 3]);
    const count = document.querySelector<HTMLInputElement>('input[inputmode=numeric]')!;
    count.value = '5';
    count.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    button(/Choose the worst/).click();
    flushSync();
    button(/^Score without 5/).click();
    await until(() => expect(document.querySelector('[data-testid=left-out]')).not.toBeNull());
    expect(draft.job.comparison!.lines).toEqual([...worst].sort((left, right) => left - right));
  });

  test('a reload goes on with the run, and shows a finished one again', async () => {
    const first = await show();
    first.change(rows, 'rows.jsonl');
    first.changePractice('file', practice, 'practice.jsonl');
    const run = first.start();
    await until(() => expect(first.job.progress?.stage).toBe('influence'));
    first.leave();
    await run;
    expect(first.job.result).toBeNull();

    const second = await show();
    expect(second.text).toBe(rows);
    await until(() => expect(second.job.result).not.toBeNull());
    expect(second.job.result!.influence!.seed).toBe(practiceSeeds()[0]);
    const third = await show();
    await until(() => expect(third.job.result).toEqual(second.job.result));
  });

  test('a cancelled run stays cancelled, and other rows forget the verdict', async () => {
    const first = await show();
    first.change(rows, 'rows.jsonl');
    first.changePractice('own');
    const run = first.start();
    await until(() => expect(first.job.running).not.toBeNull());
    await first.cancel();
    await run;
    const second = await show();
    expect(second.job.running).toBeNull();
    expect(second.text).toBe(rows);
  });

  test('too few rows to put aside is an error that says so', async () => {
    const draft = await show();
    draft.change(rows.split('\n').slice(0, 30).join('\n'), '');
    await draft.start();
    expect(draft.job.error?.code).toBe('dataset/too-few-to-split');
  });
});
