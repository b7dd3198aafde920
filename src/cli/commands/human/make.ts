// `assay human make`: a task set from outputs known to be good and candidates whose order is wanted.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { defineCommand } from 'citty';
import { jsonlText } from '#lib/core/dataset/write-jsonl.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { FlawKind, FlawOperator } from '#lib/core/human/flaw/flaw-operator.ts';
import { OPERATORS } from '#lib/core/human/flaw/operators-of-kind.ts';
import { KEY_BYTES, keyedRandom } from '#lib/core/human/task-set/keyed-random.ts';
import { makeTaskSet } from '#lib/core/human/task-set/make-task-set.ts';
import { readSources } from '#lib/core/human/task-set/read-sources.ts';
import { TASK_SET_LIMITS } from '#lib/core/human/task-set/task-set-limits.ts';
import { randomBytes } from '../../random-bytes.ts';
import { readChoice, readInput, readWhole } from '../../read-input.ts';
import { printJson, say } from '../../say.ts';

export const make = defineCommand({
  meta: { name: 'make', description: 'Make a task set: plant flaws in good outputs, beside open tasks' },
  args: {
    sources: {
      type: 'string',
      required: true,
      description:
        'JSONL of {"prompt", "output"} to plant flaws in, {"prompt", "outputs", "plant": true} of which half are spoilt, and {"prompt", "outputs"} to be ranked'
    },
    kind: { type: 'string', default: 'text', description: 'Kind of the outputs: text, code, conversation' },
    outputs: { type: 'string', default: '4', description: 'Outputs of a task' },
    operators: { type: 'string', description: 'Names of flaws to plant, by commas; default: all of the kind' },
    out: { type: 'string', required: true, description: 'Folder that is made' },
    truth: { type: 'string', required: true, description: 'File for the known orders, which nobody else may see' },
    json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
  },
  async run({ args }) {
    const kind = readChoice('kind', args.kind, ['text', 'code', 'conversation'] as const);
    const outputs = readWhole('outputs', args.outputs, TASK_SET_LIMITS.minOutputs, TASK_SET_LIMITS.maxOutputs);
    const operators = operatorsOf(kind, args.operators);
    requireOutside(args.truth, args.out);
    for (const path of [args.out, args.truth])
      if (existsSync(path))
        throw new AppError('input/exists', `${path} is there already.`, { hints: ['Name a new one.'] });
    const sources = readSources(await readInput(args.sources, TASK_SET_LIMITS.maxBytes));
    // Nobody can draw it again, who makes the set included: the truth is all that is left of it.
    const made = makeTaskSet(sources, { kind, outputs, operators }, keyedRandom(randomBytes(KEY_BYTES)));
    await mkdir(join(args.out, 'outputs'), { recursive: true });
    for (const { path, text } of made.files) await writeFile(join(args.out, path), text);
    await writeFile(join(args.out, 'tasks.jsonl'), jsonlText(made.tasks));
    await writeFile(args.truth, jsonlText(made.truth), { mode: 0o600 });
    const [gold, open] = [made.truth.length, made.tasks.length - made.truth.length];
    if (args.json) return printJson({ goldTasks: gold, openTasks: open, skipped: made.skipped });
    if (made.skipped.length > 0)
      say(`Left out, for want of places for so many flaws: line ${made.skipped.join(', ')}.`);
    say(`${args.out} has ${gold} tasks with a known order and ${open} open ones.`);
    say(`${args.truth} has the known orders: it is the hidden part of a request.`);
    say(`Before you post it: assay human check --tasks ${args.out} --truth ${args.truth}`);
  }
});

function operatorsOf(kind: FlawKind, names: string | undefined): readonly FlawOperator[] {
  const all = OPERATORS[kind];
  if (names === undefined) return all;
  const known = all.map(({ name }) => name);
  return names.split(',').map((name) => all[known.indexOf(readChoice('operators', name.trim(), known))]!);
}

/** A folder is published whole. */
function requireOutside(file: string, folder: string): void {
  if (!(resolve(file) + sep).startsWith(resolve(folder) + sep)) return;
  throw new AppError('human/truth-in-set', `${file} lies in the task set, which everybody can read.`, {
    hints: ['Name a file outside of it.']
  });
}
