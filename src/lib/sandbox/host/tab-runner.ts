// Runs programs in a tab: each in a hidden frame of its own, of an opaque origin, in a worker that is handed all it needs.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Program, ProgramLanguage } from '../../core/program/program.ts';
import type { ProgramRunner, ProgramTask } from '../../core/program/program-runner.ts';
import type { ProgramRun } from '../../core/program/program-run.ts';
import type { TestBatch, TestCase, TestRun } from '../../core/program/test-batch.ts';
import type { GuestJob, GuestTests } from '../guest/guest-job.ts';
import { failedRun } from './failed-run.ts';
import { guestJobOf } from './guest-job-of.ts';
import { GUEST_FILES } from './guest-parts.ts';
import { runGuest, type Guest, type GuestEvents, type StartGuest } from './run-guest.ts';
import { loadTabParts, type TabParts } from './tab-parts.ts';
import { testInGuests } from './test-in-guests.ts';

/** From the frame's document to its script's first word. */
const SILENT_MS = 5000;

/** What a guest's frame is; tests leave single walls out. */
export interface TabWalls {
  /** Of the frame's document, below the sandbox's folder. */
  page: string;
  sandbox: string;
  /** Of the guest's script. */
  script?: string;
}

export const TAB_WALLS: TabWalls = { page: 'frame.html', sandbox: 'allow-scripts' };

/**
 * @param folderUrl absolute URL of the sandbox's folder, with a closing slash
 * @param walls for tests.
 */
export function tabRunner(folderUrl: string, walls: TabWalls = TAB_WALLS): ProgramRunner {
  const loaded = new Map<ProgramLanguage, Promise<TabParts>>();
  function partsOf(language: ProgramLanguage): Promise<TabParts> {
    const known = loaded.get(language);
    if (known) return known;
    const files = GUEST_FILES[language];
    const loading = loadTabParts(folderUrl, { ...files, script: walls.script ?? files.script });
    loaded.set(language, loading);
    loading.catch(() => loaded.delete(language));
    return loading;
  }
  const frame = { url: new URL(walls.page, folderUrl).href, sandbox: walls.sandbox };
  return {
    async run(program: Program, task: ProgramTask, options: LongCallOptions = {}): Promise<ProgramRun> {
      const job = guestJobOf(program, task);
      if ('unusable' in job) return failedRun('unusable', job.unusable);
      const parts = await partsOf(program.language);
      const { limits } = task;
      const mostBytes = limits.outputBytes + limits.printedBytes;
      return runGuest(
        (events) => openFrame(frame, parts, { job }, { mostBytes, mostTested: 0 }, events),
        limits,
        options
      );
    },
    async test(batch: TestBatch, options: LongCallOptions = {}): Promise<TestRun> {
      const parts = await partsOf(batch.language);
      const startOn =
        (left: readonly TestCase[]): StartGuest =>
        (events) => {
          const tests = { cases: [...left], limits: batch.limits };
          return openFrame(frame, parts, { tests }, { mostBytes: 0, mostTested: left.length }, events);
        };
      return testInGuests(batch, startOn, options);
    }
  };
}

function openFrame(
  { url, sandbox }: { url: string; sandbox: string },
  { script, parts }: TabParts,
  task: { job: GuestJob } | { tests: GuestTests },
  most: { mostBytes: number; mostTested: number },
  events: GuestEvents
): Guest {
  const frame = document.createElement('iframe');
  let hasSpoken = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const hear = ({ source, data }: MessageEvent): void => {
    if (source === null || source !== frame.contentWindow) return;
    if ((data as { kind?: unknown } | null)?.kind !== 'loaded') return events.said(data);
    if (hasSpoken) return;
    hasSpoken = true;
    frame.contentWindow!.postMessage({ script, parts, task, ...most }, '*');
  };
  frame.setAttribute('sandbox', sandbox);
  frame.referrerPolicy = 'no-referrer';
  frame.hidden = true;
  frame.title = 'sandbox';
  const checkSilence = (): void => void (hasSpoken || events.gone('its frame does not answer'));
  frame.onload = () => (silence = setTimeout(checkSilence, SILENT_MS));
  addEventListener('message', hear);
  frame.src = url;
  document.body.append(frame);
  return {
    kill() {
      clearTimeout(silence);
      removeEventListener('message', hear);
      // Ends the worker too, even inside of an endless loop.
      frame.remove();
    }
  };
}
