// The sandbox in a Chromium of its own, as a runner of programs for tests.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Program } from '#lib/core/program/program.ts';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import type { ProgramTask } from '#lib/core/program/program-runner.ts';
import type { TestBatch, TestRun } from '#lib/core/program/test-batch.ts';
import type { TabWalls } from '#lib/sandbox/host/tab-runner.ts';
import type { SandboxPage } from '#lib/sandbox/testing/sandbox-page.ts';
import { chromiumOptions } from '../testing/chromium-options.ts';
import { packed64, RUN_IN_PAGE, unpacked64 } from './packed-job.ts';

/** A machine that does much else takes its time. */
const PATIENT_MS = 300_000;

type Tab = typeof globalThis & { sandboxPage: SandboxPage };

export class TabSandbox {
  readonly page: Page;
  /** Addresses that the page and its frames asked for. */
  readonly requests: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => this.requests.push(request.url()));
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<TabSandbox> {
    const context = await browser.newContext(options);
    const tab = new TabSandbox(await context.newPage());
    tab.page.setDefaultTimeout(PATIENT_MS);
    await tab.page.goto(url);
    await tab.page.waitForFunction(() => 'sandboxPage' in globalThis);
    return tab;
  }

  run(program: Program, task: ProgramTask): Promise<ProgramRun> {
    return this.runWithin(undefined, program, task);
  }

  test(batch: TestBatch): Promise<TestRun> {
    return this.page.evaluate((given) => (globalThis as unknown as Tab).sandboxPage.test(given), batch);
  }

  /** @param walls others than the product's. */
  async runWithin(walls: Partial<TabWalls> | undefined, program: Program, task: ProgramTask): Promise<ProgramRun> {
    return unpacked64(await this.page.evaluate(RUN_IN_PAGE, packed64({ program, task, walls }))) as ProgramRun;
  }
}

export const launchChromium = (): Promise<Browser> => chromium.launch({ ...chromiumOptions(), timeout: PATIENT_MS });
