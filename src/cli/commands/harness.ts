// `assay harness`: programs that make data. What a miner does before it submits one, and what a validator would find.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defineCommand } from 'citty';
import { AppError } from '#lib/core/error/app-error.ts';
import { readConversations } from '#lib/core/harness/dataset/read-conversations.ts';
import { judgeHarness, type EarlierHarness } from '#lib/core/harness/judge/judge-harness.ts';
import { runHarnessOnce } from '#lib/core/harness/judge/run-harness.ts';
import { readHarnessPackage } from '#lib/core/harness/package/read-harness-package.ts';
import { HARNESS_TEMPLATE } from '#lib/core/harness/template/harness-template.ts';
import { DEFAULT_PROGRAM_LIMITS, type ProgramLimits } from '#lib/core/program/program-limits.ts';
import type { ProgramRunner } from '#lib/core/program/program-runner.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { writeArchive } from '#lib/store/archive/write-archive.ts';
import { ensureSandbox } from '../../setup/sandbox-files.mjs';
import { readPackage } from '../harness/read-package.ts';
import { reportLines } from '../harness/report-lines.ts';
import { oneLine } from '../one-line.ts';
import { readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

const MOST_SEED = 2 ** 32 - 1;
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
      const { seed, limits } = taskOf(args);
      const subject = await readPackage(args.package, signal);
      const ended = await runHarnessOnce(subject, sandbox(), { seed, limits }, { signal, onProgress: progressLines() });
      if (ended.outcome === 'cancelled') return;
      if (ended.outcome === 'failed') {
        for (const line of ended.errorsTail.split('\n').slice(-12)) if (line !== '') say(`  ${oneLine(line)}`);
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
      ...jsonArgument
    },
    async run({ args }) {
      const { seed, limits } = taskOf(args);
      const report = await judgeHarness(
        {
          package: await readPackage(args.package, signal),
          seed,
          limits,
          earlier: await readEarlier(args.earlier, { seed, limits }, signal),
          template: readHarnessPackage(
            Object.entries(HARNESS_TEMPLATE).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
          )
        },
        sandbox(),
        { signal, onProgress: progressLines() }
      );
      if ('cancelled' in report) return;
      if (args.json) return printJson(report);
      say('');
      for (const line of reportLines(report)) console.log(line);
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

/** Written first where this clone has none yet. */
function sandbox(): ProgramRunner {
  ensureSandbox();
  return nodeRunner();
}

/** Earlier programs are run once, so that their rows can be told from this one's. */
async function readEarlier(
  named: string | undefined,
  task: { seed: number; limits: ProgramLimits },
  signal: AbortSignal
): Promise<EarlierHarness[]> {
  const earlier: EarlierHarness[] = [];
  for (const path of named?.split(',').filter(Boolean) ?? []) {
    const other = await readPackage(path, signal);
    const ended = await runHarnessOnce(other, sandbox(), task, { signal });
    const conversations = ended.outcome === 'written' ? readConversations(ended.output) : undefined;
    earlier.push({ name: path, package: other, ...(conversations && { conversations }) });
  }
  return earlier;
}

function taskOf(args: { seed: string; seconds: string }): { seed: number; limits: ProgramLimits } {
  return {
    seed: readWhole('seed', args.seed, 0, MOST_SEED),
    limits: { ...DEFAULT_PROGRAM_LIMITS, wallMs: readWhole('seconds', args.seconds, 1, 3600) * 1000 }
  };
}
