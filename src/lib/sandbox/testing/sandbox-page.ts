// The page of the sandbox's tests in a browser: runs programs for whoever drives the tab.
import type { Program } from '../../core/program/program.ts';
import type { ProgramTask } from '../../core/program/program-runner.ts';
import type { ProgramRun } from '../../core/program/program-run.ts';
import type { TestBatch, TestRun } from '../../core/program/test-batch.ts';
import { TAB_WALLS, tabRunner, type TabWalls } from '../host/tab-runner.ts';

export interface SandboxPage {
  run(program: Program, task: ProgramTask, walls?: Partial<TabWalls>): Promise<ProgramRun>;
  test(batch: TestBatch): Promise<TestRun>;
  /** As `run`, cancelled after so many milliseconds. */
  cancel(program: Program, task: ProgramTask, afterMs: number): Promise<ProgramRun>;
}

const folderUrl = new URL('sandbox/', document.baseURI).href;
const product = tabRunner(folderUrl);

(globalThis as { sandboxPage?: SandboxPage }).sandboxPage = {
  run: (program, task, walls) =>
    (walls ? tabRunner(folderUrl, { ...TAB_WALLS, ...walls }) : product).run(program, task),
  test: (batch) => product.test(batch),
  cancel(program, task, afterMs) {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), afterMs);
    return product.run(program, task, { signal: stop.signal });
  }
};
