// A validator in a tab beside one with the command: the same program, the shipped model, the same bytes, and a score within the
// tolerance of the kernels.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { harnessMechanism } from '#lib/core/harness/harness-mechanism.ts';
import type { HarnessResult } from '#lib/core/harness/mechanism/harness-evidence.ts';
import { HARNESS_REQUEST } from '#lib/core/harness/testing/harness-request.ts';
import { deskConversations } from '#lib/core/harness/testing/desk-conversations.ts';
import { fetchReport } from '#lib/market/verify/read-report.ts';
import { exportKeys } from '#lib/market/keys/keys-file.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { readPackage } from '../../src/cli/harness/read-package.ts';
import { servePage } from '../../src/cli/serve-page.ts';
import { done, genesisWithValidators, startMarketLife, type MarketLife } from '../testing/market-life.ts';
import { chooseAccount, launchBrowser, untilConnected, watchErrors } from './testing/browser.ts';

const DESK = fileURLToPath(new URL('../harness/programs/desk', import.meta.url));
const VALIDATORS = ['Alice', 'Bob'];
const PATIENT_MS = 900_000;

let folder: string;
let life: MarketLife;
let site: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-validator-'));
  life = await startMarketLife({ genesis: await genesisWithValidators(VALIDATORS) });
  for (const name of VALIDATORS) await life.equip(name);
  site = await servePage({ host: '127.0.0.1', port: 0, config: life.stack, access: life.stack.access });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await life?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('a tab and the command find the same of a program', { timeout: PATIENT_MS }, async () => {
  const hidden = deskConversations(40, 5).map((row) => JSON.stringify(row));
  await life.open(new TextEncoder().encode(hidden.join('\n')), {
    draft: { ...HARNESS_REQUEST, conversations: { min: 50, max: 100 } }
  });
  const entry = { package: await readPackage(DESK) };
  done(await commitSubmission({ requestId: 0, entry }, await life.as('Dave')), 'committed');
  await life.revealAll(0, ['Dave']);
  await life.draw(0, 'Ferdie');

  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const errors = watchErrors(page);
  await page.goto(`${site.url}#/keys`);
  await untilConnected(page);
  const keys = join(folder, 'alice.json');
  await writeFile(keys, await exportKeys(await life.as('Alice')));
  await page.getByLabel('Import a file of keys').setInputFiles(keys);
  await page.getByText('1 key added, 0 keys held already.').waitFor();
  await chooseAccount(page, 'Alice');
  await page.evaluate(() => void (location.hash = '/validate'));
  const item = page.getByTestId('queue-item').first();
  await item.getByRole('button', { name: 'Measure' }).click();
  await item.getByText(/^Measured 0\./).waitFor({ timeout: PATIENT_MS });
  const commit = page.getByRole('button', { name: 'Commit 1 of 1 score' });
  await commit.click();
  await commit.waitFor({ state: 'detached' });

  const own = await life.report('Bob', 0, 0);
  await life.commitScores('Bob', 0, [own]);
  await life.pass(requestWindows(await life.market.chain.request(0)).scoreCommitEnd!);
  const reveal = page.getByRole('button', { name: 'Reveal scores' });
  await reveal.click();
  await reveal.waitFor({ state: 'detached' });
  await life.revealScores(0, ['Bob']);
  const { scores } = await life.submission(0, 0);
  const reports = await Promise.all(
    scores.map(({ reportsCid }) => fetchReport(life.market, { reportsCid, submissionIndex: 0 }))
  );
  const [inTab, native] = ['wasm', 'native'].map((backend) =>
    reports.map(({ result }) => result as HarnessResult).find((one) => one.evidence.lift?.backend === backend)!
  );
  expect(inTab!.evidence.outputHash).toBe(native!.evidence.outputHash);
  expect(inTab!.evidence.factors).toEqual(native!.evidence.factors);
  expect(harnessMechanism.compare(inTab!, native!).outcome).toBe('within-tolerance');
  expect(errors).toEqual([]);
});
