// Runs programs from the command: each in a process of its own, with Node's permissions and the limits of the system around it.
import { spawn, type ChildProcess } from 'node:child_process';
import { serialize } from 'node:v8';
import { fileURLToPath } from 'node:url';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { Program, ProgramLanguage } from '../../core/program/program.ts';
import type { ProgramRunner, ProgramTask } from '../../core/program/program-runner.ts';
import type { ProgramRun } from '../../core/program/program-run.ts';
import type { TestBatch, TestCase, TestRun } from '../../core/program/test-batch.ts';
import type { GuestJob, GuestTests } from '../guest/guest-job.ts';
import { FramedMessages } from './framed-messages.ts';
import { failedRun } from './failed-run.ts';
import { guestJobOf } from './guest-job-of.ts';
import { GUEST_FILES } from './guest-parts.ts';
import { runGuest, type Guest, type GuestEvents, type StartGuest } from './run-guest.ts';
import { testInGuests } from './test-in-guests.ts';

const CHILD = fileURLToPath(new URL('./guest-child.mjs', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../../../build-sandbox', import.meta.url));
/** Processor time after the wall clock's end: a child whose host was killed does not run on for ever. */
const EXTRA_CPU_SECONDS = 60;
/** Files and text that lie in JavaScript's own memory. */
const HEAP_MIB = 512;

/** What a child is started with; tests leave single walls out. */
export interface NodeWalls {
  /** Options of Node. */
  options: readonly string[];
  /** The guest's script. */
  script?: string;
  environment: Readonly<Record<string, string>>;
}

export const nodeWalls = (folder = FOLDER): NodeWalls => ({
  options: [
    '--permission',
    `--allow-fs-read=${CHILD}`,
    `--allow-fs-read=${folder}`,
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    `--max-old-space-size=${HEAP_MIB}`,
    '--no-warnings'
  ],
  environment: {}
});

/** @param walls for tests. */
export function nodeRunner(folder = FOLDER, walls = nodeWalls(folder)): ProgramRunner {
  function start(
    language: ProgramLanguage,
    task: { job: GuestJob } | { tests: GuestTests },
    most: MostOfChild
  ): StartGuest {
    const { script, parts } = GUEST_FILES[language];
    const named = Object.entries(parts).map(([name, file]) => `${name}=${file}`);
    return (events) => {
      const child = spawnChild([...walls.options, CHILD, folder, walls.script ?? script, ...named], {
        cpuSeconds: Math.ceil(most.wallMs / 1000) + EXTRA_CPU_SECONDS,
        environment: walls.environment
      });
      child.stdin!.end(serialize(task));
      return guestOf(child, most.bytes, events);
    };
  }
  return {
    async run(program: Program, task: ProgramTask, options: LongCallOptions = {}): Promise<ProgramRun> {
      const job = guestJobOf(program, task);
      if ('unusable' in job) return failedRun('unusable', job.unusable);
      const { limits } = task;
      const most = { wallMs: limits.wallMs, bytes: limits.outputBytes + limits.printedBytes };
      return runGuest(start(program.language, { job }, most), limits, options);
    },
    test({ language, cases, limits }: TestBatch, options: LongCallOptions = {}): Promise<TestRun> {
      const startOn = (left: readonly TestCase[]): StartGuest =>
        start(language, { tests: { cases: [...left], limits } }, { wallMs: limits.wallMs * left.length, bytes: 0 });
      return testInGuests({ language, cases, limits }, startOn, options);
    }
  };
}

/** What a child may take and say at most, beside what every one may. */
interface MostOfChild {
  wallMs: number;
  bytes: number;
}

/** Through a shell where there is one: it sets limits that Node cannot, and is then replaced by Node. */
function spawnChild(
  args: readonly string[],
  { cpuSeconds, environment }: { cpuSeconds: number; environment: Readonly<Record<string, string>> }
): ChildProcess {
  const settings = { env: { ...environment }, cwd: '/', stdio: 'pipe' } as const;
  if (process.platform === 'win32') return spawn(process.execPath, args, { stdio: 'pipe', env: settings.env });
  // No core dumps, no byte into any file, no more processor time than this.
  const limits = `ulimit -c 0; ulimit -f 0; ulimit -t ${cpuSeconds}; exec "$@"`;
  return spawn('/bin/sh', ['-c', limits, 'sh', process.execPath, ...args], settings);
}

function guestOf(child: ChildProcess, mostBytes: number, { said, gone }: GuestEvents): Guest {
  const messages = new FramedMessages(mostBytes);
  child.stdout!.on('data', (chunk: Buffer) => {
    try {
      for (const message of messages.take(chunk)) said(message);
    } catch (error) {
      gone((error as Error).message);
    }
  });
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('latin1')).slice(0, 1000);
  });
  // It died before it had read its job.
  child.stdin!.on('error', () => {});
  child.on('error', ({ message }) => gone(message));
  child.on('close', (code, signal) => gone(`its process ended with ${signal ?? code}. ${errors}`.trim()));
  return { kill: () => void child.kill('SIGKILL') };
}
