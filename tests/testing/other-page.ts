// Browsers other than Chromium, as Debian has them, driven without a library: enough to run a function in a page. None of them is
// needed to use or to build Assay.
import type { ChildProcess } from 'node:child_process';

/** A page of another browser. */
export interface OtherPage {
  version: string;
  /** Calls an async function of the page with a text; what it gives is a text. */
  call(source: string, argument: string): Promise<string>;
  close(): Promise<void>;
}

export interface OtherBrowser {
  name: string;
  /** What is missing here, or null. */
  missing(): string | null;
  open(url: string): Promise<OtherPage>;
}

export const START_MS = 60_000;

/** What an attempt gives, tried again until a browser has had time to start. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const endMs = Date.now() + START_MS;
  for (;;)
    try {
      return await attempt();
    } catch (thrown) {
      if (Date.now() > endMs) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
}

/** Ends processes, and waits until they are gone. */
export const endAll = (children: readonly ChildProcess[]): Promise<unknown> => Promise.all(children.map(ended));

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  });
}
