// The sandbox in a Chromium of its own, as a runner of programs for tests.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Program } from '#lib/core/program/program.ts';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import type { ProgramTask } from '#lib/core/program/program-runner.ts';
import type { TestBatch, TestRun } from '#lib/core/program/test-batch.ts';
import type { TabWalls } from '#lib/sandbox/host/tab-runner.ts';
import type { SandboxPage } from '#lib/sandbox/testing/sandbox-page.ts';
import { chromiumOptions } from '../testing/chromium-options.ts';

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
    const packed = await this.page.evaluate(
      async ({ job, walls }) => {
        const unpack = (_key: string, value: { base64?: string }) =>
          typeof value?.base64 === 'string' ? Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0)) : value;
        const pack = (_key: string, value: unknown) =>
          value instanceof Uint8Array
            ? { base64: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) }
            : value;
        const { program, task } = JSON.parse(job, unpack as never) as { program: never; task: never };
        return JSON.stringify(await (globalThis as unknown as Tab).sandboxPage.run(program, task, walls), pack);
      },
      { job: packed64({ program, task }), walls }
    );
    return JSON.parse(packed, (_key, value: { base64?: unknown }) =>
      typeof value?.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value
    ) as ProgramRun;
  }
}

const packed64 = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array ? { base64: Buffer.from(inner).toString('base64') } : inner
  );

export const launchChromium = (): Promise<Browser> => chromium.launch({ ...chromiumOptions(), timeout: PATIENT_MS });
