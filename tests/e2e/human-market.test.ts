// Judgements of people through the market in the page: a request with its tasks and known orders, answers checked and submitted, what
// is shown of labelers and answers once it is settled, and the score computed again in a stranger's tab.
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerLines, taskLines, truthLines } from '#lib/core/human/testing/human-request.ts';
import { howToText } from '#lib/core/human/testing/how-to-texts.ts';
import {
  answersOf,
  honest,
  NOISE,
  remembered,
  simulatePanel,
  tasksOf,
  type Rater
} from '#lib/core/human/testing/simulated-panel.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { servePage } from '../../src/cli/serve-page.ts';
import { done, genesisWithValidators, startMarketLife, type MarketLife } from '../testing/market-life.ts';
import {
  chooseAccount,
  goOnWithoutSaving,
  launchBrowser,
  pressUntilGone,
  untilConnected,
  watchErrors
} from './testing/browser.ts';

const PATIENT_MS = 180_000;
const panel = simulatePanel(12, { gold: 20, open: 20 });
const careful = () => remembered(honest(panel, NOISE[0.8]));
const ann = careful();
const answersFrom = (labelers: Record<string, Rater>) =>
  answerLines(Object.entries(labelers).flatMap(([name, rate]) => answersOf(panel, '', name, rate)));
const SOURCES = [
  ...Array.from({ length: 12 }, (_, at) => ({ prompt: `How? ${at}`, output: howToText(at) })),
  ...Array.from({ length: 6 }, (_, at) => ({ prompt: `Why? ${at}`, outputs: [howToText(at + 50), howToText(at + 90)] }))
]
  .map((source) => JSON.stringify(source))
  .join('\n');
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

let life: MarketLife;
let taskSet: string;
let site: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;
let page: Page;
const errors: string[][] = [];

beforeAll(async () => {
  life = await startMarketLife({ genesis: await genesisWithValidators(['Alice', 'Bob', 'Charlie']) });
  for (const name of ['Alice', 'Bob', 'Charlie']) await life.equip(name);
  const { content } = life.market;
  const outputs = tasksOf(panel).flatMap((task) => task.outputs.map(({ path }) => path!));
  taskSet = await content.addFolder(
    outputs.map((path) => ({ path, bytes: new TextEncoder().encode(`<p>${path}</p>`) }))
  );
  await content.publish(taskSet);
  site = await servePage({ host: '127.0.0.1', port: 0, config: life.stack, access: life.stack.access });
  browser = await launchBrowser();
  page = await open(await browser.newContext(), '/new');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await life?.stop();
});

async function open(context: BrowserContext, path: string): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  errors.push(watchErrors(opened));
  await opened.goto(`${site.url}#${path}`);
  await untilConnected(opened);
  return opened;
}
const act = (name: string) => pressUntilGone(page, name);
const visit = (path: string) => page.evaluate((hash) => void (location.hash = hash), path);

test('tasks and known orders are checked against each other, and posted', { timeout: PATIENT_MS }, async () => {
  await chooseAccount(page, 'Requester');
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Judgements of people').click();
  await next();
  await page.getByLabel('Title').fill('Which page works?');
  await page.getByLabel('Domain').fill('web pages');
  await page.getByLabel('Description').fill('Rank the four pages of each task by how well they do what is asked.');
  await next();
  await page.getByLabel('Labelers of a submission at most').fill('5');
  await page.getByLabel("CID of the task set's folder (optional)").fill(taskSet);
  await next();
  const [tasks, orders] = [
    page.getByLabel('Tasks (JSON Lines), as text'),
    page.getByLabel('Known orders (JSON Lines), as text')
  ];
  await expect.poll(() => page.getByText('A registered benchmark, for a fee').count()).toBe(0);
  await page.getByText('Make them here from outputs of your own').click();
  await page.getByLabel('Sources (JSON Lines), as text').fill(`${SOURCES}\n{"prompt": "p"}`);
  await page.getByRole('button', { name: 'Plant flaws' }).click();
  await page.getByText('Line 19: /outputs must be a list.', { exact: true }).waitFor();
  await page.getByLabel('Sources (JSON Lines), as text').fill(SOURCES);
  await page.getByLabel('Outputs of a task').selectOption('2');
  await page.getByRole('button', { name: 'Plant flaws' }).click();
  await page.getByText('12 tasks with a known order, 6 open.').waitFor();
  await page.getByTestId('leaks').waitFor();
  await page.getByRole('button', { name: 'Publish the outputs and use it' }).click();
  await page.getByText('12 tasks, all valid.').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByLabel("CID of the task set's folder (optional)").fill(taskSet);
  await next();
  await tasks.fill('');
  await orders.fill('{"task": "t999", "order": [["o1"], ["o2"]]}');
  await page.getByText('Add the tasks: a JSONL file or pasted lines.').first().waitFor();
  await tasks.fill(text(taskLines(panel)));
  await page
    .getByText(/Line 1: \/task names no task of the set/)
    .first()
    .waitFor();
  await orders.fill(text(truthLines(panel)));
  await page.getByText('20 tasks, all valid.').waitFor();
  await next();
  await page.getByLabel('Bounty in TAO').fill('5');
  await next();
  await next();
  await page.getByRole('button', { name: 'Sign and post' }).click();
  await page.getByRole('heading', { name: 'Which page works?', level: 1 }).waitFor();
  await page.getByText('20 tasks, committed as').waitFor();
  await page.getByText('at most 5').first().waitFor();
});

test('answers are checked line by line, survive a reload, and are submitted', { timeout: PATIENT_MS }, async () => {
  await chooseAccount(page, 'Dave');
  await visit('/request/0/submit');
  const answers = page.getByLabel('Answers (JSON Lines), as text');
  await answers.fill('{"task": "t0", "labeler": "ann", "ranking": [["o9"]]}\n');
  await page.getByRole('button', { name: 'Check the answers' }).click();
  await page.getByRole('heading', { name: 'Gates: not passed yet' }).waitFor();
  await page.getByText('1 answer', { exact: true }).click();
  await page.getByText(/names no output of the task: "o9"/).waitFor();
  await answers.fill(text(answersFrom({ ann, dan: careful(), twin: ann })));
  await page.waitForTimeout(500);
  await page.reload();
  await untilConnected(page);
  await page.getByRole('button', { name: 'Check the answers' }).click();
  await page.getByRole('heading', { name: 'Gates: all passed' }).waitFor();
  await page.getByRole('button', { name: 'Seal and submit' }).click();
  await goOnWithoutSaving(page);
  await page.getByRole('heading', { name: 'Your submission' }).waitFor();
  const entry = { answers: answersFrom({ gus: careful() }) };
  done(await commitSubmission({ requestId: 0, entry }, await life.as('Eve')), 'committed');
});

test('three validators find the same', { timeout: PATIENT_MS }, async () => {
  const { chain } = life.market;
  await life.pass((await chain.request(0)).terms.deadlineBlock);
  await act('Reveal submission 0');
  await life.revealAll(0, ['Eve']);
  await life.draw(0, 'Ferdie');
  for (const validator of ['Alice', 'Bob', 'Charlie'])
    await life.commitScores(validator, 0, [await life.report(validator, 0, 0), await life.report(validator, 0, 1)]);
  await life.revealScores(0, ['Alice', 'Bob', 'Charlie']);
  await life.pass(requestWindows(await chain.request(0)).challengeEnd!);
  await chain.settle((await life.as('Owner')).account, 0);
  const place = { request: await chain.request(0), submission: await life.submission(0, 1) };
  expect(place.submission.status).toBe('passed');
  done(await openPackage(place, await life.as('Eve')), 'opened');
});

test('what labelers are worth, and what they said, is there for everybody', { timeout: PATIENT_MS }, async () => {
  await visit('/request/0');
  await act('Open the package of submission 0');
  await chooseAccount(page, 'Requester');
  await act("Reveal the benchmark's key");
  const visitor = await open(await browser.newContext({ viewport: { width: 390, height: 844 } }), '/dataset/0/0');
  const labelers = visitor.getByTestId('labelers').first();
  await labelers.waitFor();
  expect(await labelers.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/Labeler/),
    expect.stringMatching(/^ann\s.*too much like another\s*100 % like twin, submission 0/s),
    expect.stringMatching(/^dan\s+0\.[5-9]/s),
    expect.stringMatching(/^twin\s.*too much like another/s)
  ]);
  await expect.poll(() => visitor.getByTestId('answers').getByRole('row').count()).toBe(26);
  await visitor.getByRole('button', { name: 'Recompute in this tab' }).click();
  await visitor.getByText('Both counted the same answers, and every number is the same.').waitFor();
  await visitor.getByRole('button', { name: 'Rank the open tasks' }).click();
  await visitor.getByTestId('rankings').getByRole('row').nth(20).waitFor();
  const saved = visitor.waitForEvent('download');
  await visitor.getByRole('button', { name: 'Pairs (DPO)' }).click();
  const rows = (await readFile(await (await saved).path(), 'utf8')).trim().split('\n');
  const pair = JSON.parse(rows[0]!) as Record<string, string>;
  // Of three people two, who are one, and the third agree on nearly all of 120 pairs.
  expect(rows.length).toBeGreaterThan(100);
  expect([pair.chosen, pair.rejected]).toEqual([
    expect.stringMatching(/^<p>outputs/),
    expect.stringMatching(/^<p>outputs/)
  ]);
});

test('no page threw anything', () => expect(errors.flat()).toEqual([]));
