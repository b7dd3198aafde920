// The sandbox in Chromium, under the product's own policy and headers: hostile programs, the same bytes as in Node, one clock.
import type { Browser } from 'playwright-core';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { DEFAULT_TEST_LIMITS } from '#lib/core/program/test-limits.ts';
import { DEFAULT_PROGRAM_LIMITS } from '#lib/core/program/program-limits.ts';
import type { Program } from '#lib/core/program/program.ts';
import type { TestBatch } from '#lib/core/program/test-batch.ts';
import { ENDING_PROBES } from './ending-probes.ts';
import { FINGERPRINT, FORGERIES, LEFTOVERS } from './hostile-cases.ts';
import { JAVASCRIPT_CASES, JAVASCRIPT_FINGERPRINT } from './javascript-cases.ts';
import { JAVASCRIPT_DIFFERENT, javascriptTriedProgram } from './javascript-probes.ts';
import { TRIED_PROBES } from './tried-probes.ts';
import { compareEnd, PATIENT_MS, runText, textOf, tryProbes, type RunText } from './run-probes.ts';
import { compareRows, javascriptTried } from './run-javascript.ts';
import { serveSandboxPage } from './serve-sandbox-page.ts';
import { launchChromium, TabSandbox } from './tab-sandbox.ts';
import { WitnessServer } from './witness-server.ts';

// Other files run in the same process, with their own.
vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

/** Ended from outside; the others are in the full tests. */
const EVERY_TIME = ['a loop without end'];
const DIFFERENT = readFileSync(new URL('./different-each-time.py', import.meta.url), 'utf8');

let browser: Browser;
let site: Awaited<ReturnType<typeof serveSandboxPage>>;
let witness: WitnessServer;
let tab: TabSandbox;
let run: RunText;
beforeAll(async () => {
  [browser, site, witness] = await Promise.all([launchChromium(), serveSandboxPage(), WitnessServer.start()]);
  tab = await TabSandbox.open(browser, site.url, { locale: 'fr-FR', timezoneId: 'America/New_York' });
  run = runText(tab);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.stop(), witness.stop()]);
});

test('nothing of an interpreter is loaded before a program is run', () => {
  expect(tab.requests.filter((url) => url.includes('/sandbox/'))).toEqual([]);
});

test('a program that tries to be different gives the same bytes in Chromium and in Node, in other zones and languages', async () => {
  const hashOf = async (runs: RunText, seed: number) => {
    const ended = await runs(DIFFERENT, { seed });
    if (ended.outcome !== 'finished' || !ended.output) throw new Error(JSON.stringify(ended));
    expect([ended.exitCode, ended.errorsTail]).toEqual([0, '']);
    return createHash('sha256').update(ended.output).update(ended.printed).digest('hex');
  };
  const inNode = runText(nodeRunner());
  const [here, there] = [await hashOf(run, 7), await hashOf(inNode, 7)];
  expect(here).toBe(there);
  expect(await hashOf(inNode, 8)).not.toBe(there);
});

test(`${TRIED_PROBES.length} probes come to nothing, and nobody hears of them`, async () => {
  const before = tab.requests.length;
  expect(await tryProbes(run, TRIED_PROBES, witness.port)).toEqual({ wrong: [] });
  expect(witness.heard).toEqual([]);
  // The page loads the frame, and that its worker's script from memory: the program nothing.
  const asked = tab.requests.slice(before).map((url) => url.replace(site.url, ''));
  expect(asked).toEqual(['sandbox/frame.html', expect.stringMatching(/^blob:null\/[-0-9a-f]+$/)]);
});

test('rows that forge their tests fail, those that leave something behind leave nothing, in Chromium as in Node', async () => {
  const rows = [...FORGERIES, ...LEFTOVERS].filter(({ wears }) => !wears);
  const batch: TestBatch = {
    language: 'python',
    cases: [FINGERPRINT, ...rows.flatMap((row) => [row, FINGERPRINT])].map(({ parts }) => ({ parts })),
    limits: { ...DEFAULT_TEST_LIMITS, steps: 500_000, wallMs: PATIENT_MS }
  };
  const [here, there] = await Promise.all([tab.test(batch), nodeRunner().test(batch)]);
  expect(here).toEqual(there);
  const { is, should } = compareRows(here, rows);
  expect(is).toEqual(should);
});

test('JavaScript comes to the same in Chromium and in Node: bytes, what is tried, and rows with tests', async () => {
  const program = (source: string): Program => ({
    language: 'javascript',
    entry: 'main.js',
    files: [{ path: 'main.js', bytes: new TextEncoder().encode(source) }]
  });
  const task = { seed: 7, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: PATIENT_MS } };
  const runs = [tab, nodeRunner()];
  const ended = await Promise.all(runs.map((runner) => runner.run(program(JAVASCRIPT_DIFFERENT), task)));
  const [here, there] = ended.map((run) => {
    if (run.outcome !== 'finished' || !run.output) throw new Error(JSON.stringify(run));
    return createHash('sha256').update(run.output).update(run.printed).digest('hex');
  });
  expect(here).toBe(there);
  for (const runner of runs)
    expect(javascriptTried(await runner.run(program(javascriptTriedProgram()), task))).toEqual([]);
  const rows = JAVASCRIPT_CASES.filter(({ wears }) => !wears);
  const batch: TestBatch = {
    language: 'javascript',
    cases: [JAVASCRIPT_FINGERPRINT, ...rows.flatMap((row) => [row, JAVASCRIPT_FINGERPRINT])].map(({ parts }) => ({
      parts
    })),
    limits: { ...DEFAULT_TEST_LIMITS, steps: 500_000, wallMs: PATIENT_MS }
  };
  const [inTab, inNode] = await Promise.all(runs.map((runner) => runner.test(batch)));
  expect(inTab).toEqual(inNode);
  const { is, should } = compareRows(inTab!, rows);
  expect(is).toEqual(should);
  expect(witness.heard).toEqual([]);
});

test.each(ENDING_PROBES.filter(({ name }) => EVERY_TIME.includes(name)))('a run is ended: $name', async (probe) => {
  const { is, should } = compareEnd(probe, await run(probe.code, { limits: probe.limits }));
  expect(is).toEqual(should);
});

test('a frame that has ended is gone, and the page answers', async () => {
  expect(await tab.page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(0);
  expect(textOf(((await run('print("on")')) as { printed: Uint8Array }).printed)).toBe('on\n');
});

test('the frame has headers of its own, and nothing else has changed', async () => {
  const policyOf = async (path: string) => (await fetch(site.url + path)).headers.get('content-security-policy');
  expect(await policyOf('sandbox/frame.html')).toBe("sandbox allow-scripts; frame-ancestors 'self'");
  expect(await policyOf('sandbox/frame.html?x')).toBe("sandbox allow-scripts; frame-ancestors 'self'");
  for (const path of ['', 'sandbox/python-guest.js', 'sandbox/FRAME.html'])
    expect(await policyOf(path)).toBe("frame-ancestors 'none'");
});
