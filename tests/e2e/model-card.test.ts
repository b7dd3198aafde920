// A person brings a pretrained model into the browser, reads facts with it beside a preflight, and removes it. The page takes only
// models that it knows, so the tiny Llama stands in its table here instead of SmolLM2: in the scripts as the browser gets them.
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { canonicalJson } from '#lib/core/encoding/canonical-json.ts';
import { KNOWN_MODELS } from '#lib/core/llama/known-models.ts';
import { tinyLlama } from '#lib/core/llama/testing/tiny-llama.ts';
import { defaultTerms } from '#lib/market/request/default-terms.ts';
import { connectMarket, developmentAccount } from '../../src/cli/connect-market.ts';
import { startAssay, type AssayProcess } from './testing/assay-process.ts';
import { launchBrowser, untilConnected, watchErrors } from './testing/browser.ts';

/** As long as a facts reading's sequences. */
const MODEL = tinyLlama({ 'llama.context_length': 512 });
const [SMOLLM2] = KNOWN_MODELS;
const BLOCKS_OPEN = 10_000;

let assay: AssayProcess;
let browser: Browser;
let context: BrowserContext;
let modelCid: string;
let requestId: number;

beforeAll(async () => {
  [assay, browser] = await Promise.all([startAssay(), launchBrowser()]);
  const { chain, content, stop } = await connectMarket({ chain: assay.chainUrl, gateway: assay.gatewayUrl });
  const publish = async (bytes: Uint8Array) => {
    const cid = await content.addFile(bytes);
    await content.publish(cid);
    return cid;
  };
  modelCid = await publish(MODEL);
  const deadlineBlock = (await chain.bestBlock()).number + BLOCKS_OPEN;
  const { minWindowBlocks } = await chain.parameters();
  const opened = await chain.open(await developmentAccount('Requester'), {
    specCid: await publish(canonicalJson(WORD_PROBLEM_REQUEST)),
    licenceCid: null,
    benchmarkCommitment: `0x${'11'.repeat(32)}`,
    bountyRao: 1_000_000_000n,
    terms: { ...defaultTerms({ deadlineBlock, isLocal: true, minWindowBlocks, validators: 1 }), validatorBondRao: 0n }
  });
  requestId = 'requestId' in opened ? opened.requestId! : 0;
  await stop();
  context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  await context.route('**/*.js', async (route) => {
    const response = await route.fetch();
    const script = (await response.text())
      .replaceAll(SMOLLM2!.sha256, createHash('sha256').update(MODEL).digest('hex'))
      .replaceAll(SMOLLM2!.cid, modelCid)
      .replaceAll(`bytes:${SMOLLM2!.bytes}`, `bytes:${MODEL.length}`);
    await route.fulfill({ response, body: script });
  });
});
afterAll(async () => {
  await browser?.close();
  await assay?.stop();
});

async function show(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${assay.pageUrl}#${path}`);
  await untilConnected(page);
  return page;
}

const choose = (page: Page, bytes: Uint8Array) =>
  page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'model.gguf', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
const isHere = (page: Page) => page.locator('[data-testid=model][data-state=here]').waitFor();

test('a model is chosen, listed in every tab, read facts with, removed, and fetched by CID', async () => {
  const [keys, validate] = await Promise.all([show('/keys'), show('/validate')]);
  const errors = [keys, validate].map(watchErrors);
  await choose(keys, MODEL.toReversed());
  await keys
    .getByRole('alert')
    .getByText(/^What came is neither a GGUF file nor a zip/)
    .waitFor();
  await choose(keys, MODEL);
  await isHere(keys);
  await isHere(validate);

  const submit = await show(`/request/${requestId}/submit`);
  errors.push(watchErrors(submit));
  await submit
    .getByRole('textbox', { name: /as text$/ })
    .first()
    .fill(new TextDecoder().decode(toJsonl(wordProblems(60, 2))));
  await submit.getByRole('button', { name: 'Run a preflight in this tab' }).click();
  const facts = submit.getByTestId('facts');
  await facts.getByRole('button', { name: 'Read facts' }).click();
  await facts.getByTestId('facts-share').waitFor();
  expect(await facts.getByTestId('facts-share').innerText()).toMatch(/^[01]\.\d\d$/);
  expect(await facts.locator('tbody tr').count()).toBe(10);
  expect(await facts.locator('tbody mark').count()).toBe(10);
  await submit.close();

  await keys.getByRole('button', { name: 'Remove…' }).click();
  await keys.getByRole('alertdialog').getByRole('button', { name: 'Remove it' }).click();
  await validate.locator('[data-testid=model][data-state=missing]').waitFor();
  await validate.getByRole('button', { name: 'Fetch it from the content node' }).click();
  await isHere(keys);
  expect(errors.flat()).toEqual([]);
});
