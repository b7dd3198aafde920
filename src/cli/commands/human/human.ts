// `assay human`: people's judgements. Task sets with planted flaws, what labelers and miners are worth, and what training data they make.
import { writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { jsonlLines } from '#lib/core/dataset/write-jsonl.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { readAnswers, type ReadAnswers } from '#lib/core/human/answers/read-answers.ts';
import { labelerKey, type Answer } from '#lib/core/human/answers/answer.ts';
import { dojoV1Labelers } from '#lib/core/human/dojo/dojo-v1-labelers.ts';
import { EXPORT_FORMATS, EXPORTED } from '#lib/core/human/preference/export-rows.ts';
import type { WeightOf } from '#lib/core/human/preference/rank-task.ts';
import { humanScore } from '#lib/core/human/score/human-score.ts';
import { readTruth, type Truth } from '#lib/core/human/task-set/read-truth.ts';
import type { Task } from '#lib/core/human/task-set/task.ts';
import { ANSWER_LIMITS, TASK_SET_LIMITS } from '#lib/core/human/task-set/task-set-limits.ts';
import { readOutputs, readTaskSet } from '../../human/read-task-set.ts';
import { brokenLines, scoreLines } from '../../human/score-lines.ts';
import { readChoice, readInput } from '../../read-input.ts';
import { printJson, say } from '../../say.ts';
import { check } from './check.ts';
import { make } from './make.ts';
import { publish } from './publish.ts';

const inputArguments = {
  tasks: { type: 'string', required: true, description: 'Folder of the task set: tasks.jsonl and the outputs' },
  answers: { type: 'string', required: true, description: 'Answers of labelers (JSONL)' }
} as const;

export const human = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'human', description: 'Judgements of people: make, check, publish, score, export' },
    subCommands: {
      make: () => make,
      check: () => check,
      publish: () => publish(signal),
      score: () => score,
      export: () => exportRows
    }
  });

const score = defineCommand({
  meta: { name: 'score', description: 'What labelers and their miners are worth, by planted truth' },
  args: {
    ...inputArguments,
    truth: { type: 'string', required: true, description: 'Known orders of the gold tasks (JSONL)' },
    as: { type: 'string', description: 'Another measure beside ours, for comparison: dojo-v1' },
    json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
  },
  async run({ args }) {
    const other = args.as === undefined ? null : readChoice('as', args.as, ['dojo-v1'] as const);
    const tasks = await readTaskSet(args.tasks);
    const truth = await readTruthOf(args.truth, tasks);
    const { answers, broken, brokenCount } = await readAnswersOf(args.answers, tasks);
    const found = humanScore(tasks, truth, answers);
    const dojo = other === null ? null : dojoV1Labelers(tasks, truth, answers);
    if (args.json) {
      const labelers = found.labelers.map((one, at) => ({ ...one, ...(dojo && { dojoV1: dojo[at]!.points }) }));
      return printJson({ ...found, labelers, brokenCount, broken });
    }
    for (const line of brokenLines(broken, brokenCount)) say(line);
    for (const line of scoreLines(found, dojo)) console.log(line);
  }
});

const exportRows = defineCommand({
  meta: { name: 'export', description: 'Judgements as training data, one JSON object a line' },
  args: {
    ...inputArguments,
    to: { type: 'string', required: true, description: `Kind of rows: ${EXPORT_FORMATS.join(', ')}` },
    truth: {
      type: 'string',
      description: 'Known orders (JSONL): labelers are weighed by their score, and gold tasks left out'
    },
    out: { type: 'string', description: 'File that is written; default: standard output' }
  },
  async run({ args }) {
    const to = readChoice('to', args.to, EXPORT_FORMATS);
    const tasks = await readTaskSet(args.tasks);
    const { answers, broken, brokenCount } = await readAnswersOf(args.answers, tasks);
    const truth = args.truth === undefined ? null : await readTruthOf(args.truth, tasks);
    const open = tasks.filter(({ id }) => truth === null || !truth.has(id));
    const contents = to === 'raw' ? null : await readOutputs(args.tasks, open);
    const rows = EXPORTED[to]({
      tasks: open,
      answers,
      weightOf: truth === null ? () => 1 : weightsBy(tasks, truth, answers),
      contentOf: (task, output) => contents!.get(task.id)!.get(output)!
    });
    for (const line of brokenLines(broken, brokenCount)) say(line);
    if (rows.length === 0)
      throw new AppError('human/no-votes', 'The answers prefer nothing that could be exported.', {
        hints: [
          truth === null
            ? 'Check that the answers belong to this task set.'
            : open.length === 0
              ? 'The order of every task is known, and gold tasks are left out.'
              : 'No labeler is worth more than a guess.'
        ]
      });
    if (args.out === undefined) {
      for (const line of jsonlLines(rows)) process.stdout.write(line);
      return;
    }
    await writeFile(args.out, jsonlLines(rows));
    say(`${args.out} holds ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.`);
  }
});

const readTruthOf = async (path: string, tasks: readonly Task[]): Promise<Truth> =>
  readTruth(await readInput(path, TASK_SET_LIMITS.maxBytes), tasks);

const readAnswersOf = async (path: string, tasks: readonly Task[]): Promise<ReadAnswers> =>
  readAnswers(await readInput(path, ANSWER_LIMITS.maxBytes), tasks);

function weightsBy(tasks: readonly Task[], truth: Truth, answers: readonly Answer[]): WeightOf {
  const scores = new Map(humanScore(tasks, truth, answers).labelers.map((one) => [labelerKey(one), one.score]));
  return (answer) => scores.get(labelerKey(answer)) ?? 0;
}
