// `assay human check`: what a script that only counts can tell of a task set, before it is posted.
import { defineCommand } from 'citty';
import { AppError } from '#lib/core/error/app-error.ts';
import { checkTaskSet, LEAST_CHECKED } from '#lib/core/human/leak/check-task-set.ts';
import { MOST_LEAK } from '#lib/core/human/leak/leak-test.ts';
import { readTruth } from '#lib/core/human/task-set/read-truth.ts';
import { TASK_SET_LIMITS } from '#lib/core/human/task-set/task-set-limits.ts';
import { readOutputs, readTaskSet } from '../../human/read-task-set.ts';
import { readInput } from '../../read-input.ts';
import { printJson } from '../../say.ts';

export const check = defineCommand({
  meta: {
    name: 'check',
    description: 'Whether a script could tell the known orders of a task set, or which tasks have one'
  },
  args: {
    tasks: { type: 'string', required: true, description: 'Folder of the task set: tasks.jsonl and the outputs' },
    truth: { type: 'string', required: true, description: 'Known orders of the gold tasks (JSONL)' },
    json: { type: 'boolean', default: false, description: 'Print one JSON document on standard output' }
  },
  async run({ args }) {
    const tasks = await readTaskSet(args.tasks);
    const truth = readTruth(await readInput(args.truth, TASK_SET_LIMITS.maxBytes), tasks);
    if (truth.size < LEAST_CHECKED)
      throw new AppError('human/no-truth', `${truth.size} tasks have a known order; ${LEAST_CHECKED} can be checked.`, {
        hints: ['Plant flaws in more outputs.']
      });
    const contents = await readOutputs(args.tasks, tasks);
    const found = checkTaskSet(tasks, truth, ({ id }, output) => contents.get(id)!.get(output.id)!);
    const [gold, open] = [truth.size, tasks.length - truth.size];
    const { orders, gold: tells } = found;
    if (args.json) return printJson({ ...found, goldTasks: gold, openTasks: open });
    const percent = (share: number) => `${Math.round(100 * share)} %`;
    const [low, high] = orders.accuracy95.map(percent);
    console.log(
      `${orders.passes ? 'pass' : 'LEAK'}  order: a script that only counts orders ${percent(orders.accuracy)} of pairs right (95 % ${low} to ${high}; ${percent(MOST_LEAK)} may be)`
    );
    for (const { feature, accuracy } of orders.leaks) console.log(`      ${feature} alone: ${percent(accuracy)}`);
    console.log(
      `${tells.length === 0 ? 'pass' : 'LEAK'}  gold: ${
        open === 0
          ? 'there are no open tasks to be told apart'
          : tells.length === 0
            ? `${gold} tasks with a known order and ${open} open ones look alike`
            : 'a script can tell which tasks have a known order'
      }`
    );
    for (const { feature, more } of tells)
      console.log(`      ${feature}: more of it in a gold task than in an open one in ${percent(more)} of pairs`);
  }
});
