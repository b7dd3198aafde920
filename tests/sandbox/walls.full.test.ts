// Every hostile program that ends its run, in both places, and walls taken away one at a time: what each of the others stops alone.
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import { nodeRunner, nodeWalls } from '#lib/sandbox/host/node-runner.ts';
import type { TabWalls } from '#lib/sandbox/host/tab-runner.ts';
import { NODE_SANDBOX } from '../../src/setup/sandbox-files.mjs';
import { BRIDGE_PROBES, bridgeProbesProgram } from './bridge-probes.ts';
import { ENDING_PROBES } from './ending-probes.ts';
import { TRIED_PROBES } from './tried-probes.ts';
import { compareEnd, PATIENT_MS, runText, textOf, tryProbes, type RunText } from './run-probes.ts';
import { OPEN_GUESTS, serveSandboxPage, writeOpenGuests } from './serve-sandbox-page.ts';
import { launchChromium, TabSandbox } from './tab-sandbox.ts';
import { WitnessServer } from './witness-server.ts';

// Other files run in the same process, with their own.
vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

/** Requests that were begun arrive soon or never. */
const ARRIVAL_MS = 1000;
const BRIDGE_ENDS = ENDING_PROBES.filter(({ area }) => area === 'bridge');

let witness: WitnessServer;
let folder: string;
let browser: Browser;
let site: Awaited<ReturnType<typeof serveSandboxPage>>;
let tab: TabSandbox;
/** Whose frame has no policy. */
let openSite: typeof site;
let openTab: TabSandbox;
beforeAll(async () => {
  [witness, browser] = await Promise.all([WitnessServer.start(), launchChromium()]);
  [site, openSite] = [await serveSandboxPage(), await serveSandboxPage(false)];
  tab = await TabSandbox.open(browser, site.url);
  openTab = await TabSandbox.open(browser, openSite.url);
  folder = mkdtempSync(join(tmpdir(), 'assay-node-sandbox-'));
  for (const file of readdirSync(NODE_SANDBOX)) symlinkSync(join(NODE_SANDBOX, file), join(folder, file));
  await writeOpenGuests(folder);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([witness.stop(), site.stop(), openSite.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Node's options that are kept, and a guest with fewer walls of its own. */
function inNode(script: string, keep: RegExp): RunText {
  const walls = nodeWalls(folder);
  const options = walls.options.filter((option) => keep.test(option));
  return runText(nodeRunner(folder, { ...walls, options, script }));
}

const inTab = (walls: Partial<TabWalls>, where = tab): RunText =>
  runText({ run: (program, task) => where.runWithin(walls, program, task) });

/** What each probe of the bridge said, and what the server heard of it. */
async function crossBridge(run: RunText): Promise<{ said: Map<string, string>; heard: string[] }> {
  const before = witness.heard.length;
  const ended = (await run(bridgeProbesProgram(BRIDGE_PROBES, witness.url))) as Exclude<
    ProgramRun,
    { outcome: 'cancelled' }
  >;
  await new Promise((resolve) => setTimeout(resolve, ARRIVAL_MS));
  const lines = textOf(ended.printed).trim().split('\n').filter(Boolean);
  return {
    said: new Map(lines.map((line) => JSON.parse(line) as [string, string])),
    heard: witness.heard.slice(before)
  };
}

describe.each([
  ['Node', () => runText(nodeRunner())],
  ['Chromium', () => runText(tab)]
])('all walls, in %s', (_place, runIn) => {
  test.each(ENDING_PROBES)('a run is ended: $area, $name', async (probe) => {
    const { is, should } = compareEnd(probe, await runIn()(probe.code, { limits: probe.limits }));
    expect(is).toEqual(should);
    expect(witness.heard).toEqual([]);
  });
});

describe('the import gate alone', () => {
  test.each([
    ['Node, with what it has and every permission', () => inNode(OPEN_GUESTS.gate, /^$/)],
    ['Chromium, without a policy of the frame', () => inTab({ script: OPEN_GUESTS.gate }, openTab)]
  ])('in %s, nothing comes of any probe', async (_place, runIn) => {
    expect(await tryProbes(runIn(), TRIED_PROBES, witness.port)).toEqual({ wrong: [] });
    for (const probe of BRIDGE_ENDS) {
      const { is, should } = compareEnd(probe, await runIn()(probe.code, { limits: probe.limits }));
      expect(is).toEqual(should);
    }
    const { said, heard } = await crossBridge(runIn());
    expect([[...said], heard]).toEqual([[], []]);
  });
});

describe('an open gate', () => {
  test('Chromium: policy and origin let nothing out, whatever the worker has', async () => {
    const { said, heard } = await crossBridge(inTab({ script: OPEN_GUESTS.open }));
    expect(said.size).toBe(BRIDGE_PROBES.length);
    expect(heard).toEqual([]);
    for (const name of [
      'importScripts',
      'eval',
      'a function from text',
      'localStorage',
      'the page',
      'cookies',
      'shared memory'
    ])
      expect(said.get(name), name).not.toMatch(/^done/);
    expect(await tab.page.evaluate(() => [location.href, localStorage.length])).toEqual([site.url, 0]);
  });

  test('Chromium: deleted globals alone leave nothing to call', async () => {
    const { said, heard } = await crossBridge(inTab({ script: OPEN_GUESTS.bare }));
    expect(heard).toEqual([]);
    for (const name of ['XMLHttpRequest', 'WebSocket', 'EventSource', 'a worker from a blob', 'indexedDB'])
      expect(said.get(name), name).toMatch(/^AttributeError/);
  });

  test('Node: deleted globals and no code from strings let nothing out', async () => {
    const { said, heard } = await crossBridge(inNode(OPEN_GUESTS.bare, /code-generation|disable-proto/));
    expect(said.size).toBe(BRIDGE_PROBES.length);
    expect(heard).toEqual([]);
    for (const name of ['Node’s process', 'Node’s modules', 'Node’s streams, by its console', 'require', 'eval'])
      expect(said.get(name), name).not.toMatch(/^done/);
  });

  test('Node: with all that a child keeps of Node, permissions and what it has deleted let nothing out', async () => {
    const { said, heard } = await crossBridge(inNode(OPEN_GUESTS.open, /^--(permission|allow)/));
    expect(said.size).toBe(BRIDGE_PROBES.length);
    expect(heard).toEqual([]);
    for (const name of ['Node’s process', 'Node’s modules', 'Node’s streams, by its console', 'require'])
      expect(said.get(name), name).not.toMatch(/^done/);
  });
});
