// `truth.jsonl`, the hidden part of a task set: for each gold task the outputs whose level is known, best first. Open tasks have
// no line.
import { readJsonl } from '../../dataset/read-jsonl.ts';
import { AppError } from '../../error/app-error.ts';
import { LineReader } from './line-reader.ts';
import type { Task } from './task.ts';
import { TASK_SET_LIMITS } from './task-set-limits.ts';

/** By id of the gold task: groups of output ids, best first; what is in one group is as good. Outputs may be missing. */
export type Truth = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * @throws AppError `human/invalid-truth` with `details.line` and `details.path`, `human/no-truth`, and the errors of `readJsonl`.
 */
export function readTruth(source: Uint8Array | Iterable<Uint8Array>, tasks: readonly Task[]): Truth {
  const { maxBytes, maxLineBytes, maxTasks } = TASK_SET_LIMITS;
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const truth = new Map<string, string[][]>();
  for (const { line, value } of readJsonl(source, { name: 'truth.jsonl', maxBytes, maxLineBytes, maxRows: maxTasks })) {
    const reader = new LineReader('human/invalid-truth', line);
    reader.onlyKeys(value, [], ['task', 'order', 'flaws']);
    const id = reader.text(value, ['task'], TASK_SET_LIMITS.maxIdLength);
    const task = byId.get(id);
    if (task === undefined) throw reader.fault(['task'], 'names no task of the set');
    if (truth.has(id)) throw reader.fault(['task'], 'has a line already');
    const known = new Set(task.outputs.map((output) => output.id));
    const order = reader.list(value, ['order'], 2, TASK_SET_LIMITS.maxOutputs).map((group, index) => {
      const path = ['order', index];
      if (!Array.isArray(group) || group.length === 0) throw reader.fault(path, 'must be a list of output ids');
      return group.map((name, at) => {
        const output = reader.asText(name, [...path, at], TASK_SET_LIMITS.maxIdLength);
        if (!known.has(output)) throw reader.fault([...path, at], 'names no output of the task');
        return output;
      });
    });
    reader.distinct(order.flat(), ['order']);
    truth.set(id, order);
  }
  if (truth.size === 0)
    throw new AppError('human/no-truth', 'truth.jsonl holds no gold task.', {
      hints: ['Write a line {"task": ..., "order": [[best], ..., [worst]]} for each gold task.']
    });
  return truth;
}
