// The sandbox in browsers other than Chromium, where they are on the machine: the same bytes, and hostile programs that come to nothing.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Program } from '#lib/core/program/program.ts';
import { DEFAULT_PROGRAM_LIMITS } from '#lib/core/program/program-limits.ts';
import type { ProgramTask } from '#lib/core/program/program-runner.ts';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { firefox } from '../testing/firefox-page.ts';
import type { OtherPage } from '../testing/other-page.ts';
import { webKit } from '../testing/web-kit-page.ts';
import { JAVASCRIPT_DIFFERENT, javascriptTriedProgram } from './javascript-probes.ts';
import { packed64, RUN_IN_PAGE, unpacked64 } from './packed-job.ts';
import { javascriptTried } from './run-javascript.ts';
import { PATIENT_MS, runText, tryProbes, type RunText } from './run-probes.ts';
import { serveSandboxPage } from './serve-sandbox-page.ts';
import { TRIED_PROBES } from './tried-probes.ts';
import { WitnessServer } from './witness-server.ts';

vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });
afterAll(() => vi.resetConfig());

const DIFFERENT = readFileSync(new URL('./different-each-time.py', import.meta.url), 'utf8');

// WebKitGTK 2.50 traps where CPython's module starts (`call_indirect to a signature that does not match`).
describe.each([
  { browser: firefox, hasPython: true },
  { browser: webKit, hasPython: false }
])('in $browser.name', ({ browser, hasPython }) => {
  const missing = browser.missing();
  if (missing) {
    test.skip(`${browser.name} is not here: ${missing}`, () => undefined);
    return;
  }
  let site: Awaited<ReturnType<typeof serveSandboxPage>>;
  let witness: WitnessServer;
  let page: OtherPage;
  let run: RunText;
  const inPage = {
    run: async (program: Program, task: ProgramTask) =>
      unpacked64(await page.call(RUN_IN_PAGE.toString(), packed64({ program, task }))) as ProgramRun
  };
  beforeAll(async () => {
    [site, witness] = await Promise.all([serveSandboxPage(), WitnessServer.start()]);
    page = await browser.open(site.url);
    run = runText(inPage);
  });
  afterAll(async () => {
    await page.close();
    await Promise.all([site.stop(), witness.stop()]);
  });

  test('JavaScript gives the same bytes as in Node, and what it tries comes to nothing', async () => {
    const program = (source: string): Program => ({
      language: 'javascript',
      entry: 'main.js',
      files: [{ path: 'main.js', bytes: new TextEncoder().encode(source) }]
    });
    const task = { seed: 7, limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: PATIENT_MS } };
    const [here, there] = await Promise.all(
      [inPage, nodeRunner()].map(async (runner) => {
        const ended = await runner.run(program(JAVASCRIPT_DIFFERENT), task);
        if (ended.outcome !== 'finished' || !ended.output) throw new Error(JSON.stringify(ended));
        return createHash('sha256').update(ended.output).update(ended.printed).digest('hex');
      })
    );
    expect(here).toBe(there);
    expect(javascriptTried(await inPage.run(program(javascriptTriedProgram()), task))).toEqual([]);
    console.log(`${browser.name} ${page.version}`);
  });

  test.runIf(hasPython)('a program that tries to be different gives the same bytes as in Node', async () => {
    const hashOf = async (runs: RunText) => {
      const ended = await runs(DIFFERENT, { seed: 7 });
      if (ended.outcome !== 'finished' || !ended.output) throw new Error(JSON.stringify(ended));
      return createHash('sha256').update(ended.output).update(ended.printed).digest('hex');
    };
    expect(await hashOf(run)).toBe(await hashOf(runText(nodeRunner())));
  });

  test.runIf(hasPython)(`${TRIED_PROBES.length} probes come to nothing, and nobody hears of them`, async () => {
    expect(await tryProbes(run, TRIED_PROBES, witness.port)).toEqual({ wrong: [] });
    expect(witness.heard).toEqual([]);
  });

  test.runIf(hasPython)('a loop without end is ended by the clock', async () => {
    const ended = await run('while True: pass', { limits: { wallMs: 3_000 } });
    expect(ended).toMatchObject({ outcome: 'failed', reason: 'clock' });
    const after = await run('print("on")');
    expect(after.outcome === 'finished' && new TextDecoder().decode(after.printed)).toBe('on\n');
  });
});
