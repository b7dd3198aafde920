// `assay harness`: programs that make data. What a miner does before it submits one, and what a validator would find.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defineCommand } from 'citty';
import { AppError } from '#lib/core/error/app-error.ts';
import { earlierHarness, type EarlierHarness } from '#lib/core/harness/judge/earlier-harness.ts';
import { judgeOn } from '#lib/core/harness/judge/judge-on.ts';
import { runHarnessOnce, type RunTask } from '#lib/core/harness/judge/run-harness.ts';
import { HARNESS_TEMPLATE, templatePackage } from '#lib/core/harness/template/harness-template.ts';
import { DEFAULT_PROGRAM_LIMITS, MOST_SEED } from '#lib/core/program/program-limits.ts';
import type { ProgramRunner } from '#lib/core/program/program-runner.ts';
import { judgeInThread } from '#lib/score/check-in-thread.ts';
import { writeArchive } from '#lib/store/archive/write-archive.ts';
import { readPackage } from '../harness/read-package.ts';
import { openedLines } from '../harness/opened-lines.ts';
import { errorLines, reportLines } from '../harness/report-lines.ts';
import { sandbox } from '../harness/sandbox.ts';
import { openedOfMarket } from '../harness/opened-of-market.ts';
import { chainArguments, edgeArguments } from '../connect-market.ts';
import { compareOpened } from '#lib/core/harness/mechanism/opened-harnesses.ts';
import { liftBy } from '../harness/lift-by-benchmark.ts';
import { readTerms } from '../harness/read-terms.ts';
import { readInput, readWhole } from '../read-input.ts';
import { stateArgument } from '../read-model.ts';
import { printJson, progressLines, say } from '../say.ts';

const programArguments = {
  package: { type: 'positional', required: true, description: 'Folder or ZIP archive of the program' },
  seed: { type: 'string', default: '0', description: 'Whole number below 2^32: all randomness follows from it' },
  seconds: {
    type: 'string',
    default: String(DEFAULT_PROGRAM_LIMITS.wallMs / 1000),
    description: 'Time that a run may take'
  }
} as const;
const jsonArgument = {
  json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
} as const;

export const harness = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'harness', description: 'Programs that make data: new, run, check, score, pack' },
    subCommands: {
      new: () => create,
      run: () => run(signal),
      check: () => judge(signal, 'check', 'What a validator would find, beside other programs'),
      score: () => judge(signal, 'score', 'The score of a program'),
      pack: () => pack(signal)
    }
  });

const create = defineCommand({
  meta: { name: 'new', description: 'Write a small program to start from' },
  args: { folder: { type: 'positional', required: true, description: 'Folder that is made' } },
  async run({ args: { folder } }) {
    if (existsSync(folder))
      throw new AppError('input/exists', `${folder} is there already.`, { hints: ['Name a new folder.'] });
    await mkdir(folder, { recursive: true });
    for (const [path, text] of Object.entries(HARNESS_TEMPLATE)) await writeFile(join(folder, path), text);
    say(`${folder} holds a program. Next: assay harness check ${folder}`);
  }
});

const run = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'run', description: 'Run a program in the sandbox and print what it writes' },
    args: programArguments,
    async run({ args }) {
      const task = taskOf(args);
      const subject = await readPackage(args.package, signal);
      const ended = await runHarnessOnce(subject, sandbox(), task, { signal, onProgress: progressLines() });
      if (ended.outcome === 'cancelled') return;
      if (ended.outcome === 'failed') {
        for (const line of errorLines(ended.errorsTail)) say(line);
        throw new AppError('harness/run-failed', `The program did not finish: ${ended.detail} (${ended.reason}).`);
      }
      process.stdout.write(ended.output);
    }
  });

const judge = (signal: AbortSignal, name: string, description: string) =>
  defineCommand({
    meta: { name, description },
    args: {
      ...programArguments,
      earlier: { type: 'string', description: 'Folders or archives of earlier programs, separated by commas' },
      request: { type: 'string', description: 'Request document (JSON): its limits, size and review hold' },
      tests: { type: 'boolean', default: false, description: 'Run the tests of conversations on their answers' },
      benchmark: {
        type: 'string',
        description: 'Hidden conversations (JSONL): what a model learns of them counts, as in the market'
      },
      backend: { type: 'string', default: 'native', description: 'For --benchmark: wasm, webgpu or native' },
      threads: { type: 'string', description: 'For --benchmark: threads for wasm and native' },
      chain: {
        type: 'string',
        description: 'Also hold it against programs that this market has opened: addresses or name of its chain'
      },
      netuid: chainArguments.netuid,
      market: chainArguments.market,
      gateway: edgeArguments.gateway,
      state: stateArgument,
      ...jsonArgument
    },
    async run({ args }) {
      const terms = args.request === undefined ? null : readTerms(await readInput(args.request));
      const task = { ...taskOf(args), ...(terms && { limits: terms.limits }) };
      const runner = sandbox();
      const subject = await readPackage(args.package, signal);
      const earlier = await readEarlier(args.earlier, runner, task, signal);
      if (earlier === null) return;
      const { chain } = args;
      const known = chain === undefined ? null : await openedOfMarket({ ...args, chain }, signal);
      const template = templatePackage();
      const place = { package: subject, template, limits: task.limits, run: { ...task, reuse: true } };
      const opened = await compareOpened(known?.programs ?? [], place, runner, { signal, onProgress: progressLines() });
      if (opened === null) return;
      const report = await judgeOn(judgeInThread)(
        {
          package: subject,
          ...task,
          tests: args.tests,
          ...terms,
          ...(args.benchmark !== undefined && { lift: await liftBy(args.benchmark, args) }),
          earlier: [...earlier, ...opened],
          template
        },
        runner,
        { signal, onProgress: progressLines() }
      );
      if ('cancelled' in report) return;
      if (args.json) return printJson({ ...report, opened: known?.evidence ?? null });
      say('');
      for (const line of [...reportLines(report), ...openedLines(known?.evidence ?? null)]) console.log(line);
    }
  });

const pack = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'pack', description: 'Put a folder into an archive that validators read' },
    args: {
      package: { type: 'positional', required: true, description: 'Folder of the program' },
      out: { type: 'string', description: 'Archive that is written; default: the folder’s name with .zip' },
      ...jsonArgument
    },
    async run({ args }) {
      const { contents, treeHash, entryPoint, files } = await readPackage(args.package, signal);
      const out = args.out ?? `${basename(args.package.replace(/[/\\]+$/, ''))}.zip`;
      await writeFile(out, await writeArchive(contents));
      if (args.json) return printJson({ archive: out, treeHash, entryPoint: entryPoint.path, files });
      say(
        `${out} holds ${files.length} ${files.length === 1 ? 'file' : 'files'}, runs ${entryPoint.path}, tree ${treeHash}.`
      );
    }
  });

/** Null when cancelled. */
async function readEarlier(
  named: string | undefined,
  runner: ProgramRunner,
  task: RunTask,
  signal: AbortSignal
): Promise<EarlierHarness[] | null> {
  const earlier: EarlierHarness[] = [];
  for (const path of named?.split(',').filter(Boolean) ?? []) {
    const one = await earlierHarness(path, await readPackage(path, signal), runner, task, { signal });
    if (one === null) return null;
    earlier.push(one);
  }
  return earlier;
}

function taskOf(args: { seed: string; seconds: string }): RunTask {
  return {
    seed: readWhole('seed', args.seed, 0, MOST_SEED),
    limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: readWhole('seconds', args.seconds, 1, 3600) * 1000 }
  };
}
