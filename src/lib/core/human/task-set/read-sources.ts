// What a task set is made from, a line each: an output known to be good, in which flaws are planted; candidates that are equally good,
// of which half are spoilt; or candidates whose order is wanted.
import { readJsonl } from '../../dataset/read-jsonl.ts';
import { AppError } from '../../error/app-error.ts';
import { LineReader } from './line-reader.ts';
import { TASK_SET_LIMITS } from './task-set-limits.ts';

export interface Source {
  /** 1-based. */
  line: number;
  prompt: string;
  /** The one good output of a gold task, or several candidates. */
  outputs: string[];
  isGold: boolean;
}

const limits = TASK_SET_LIMITS;
const MAX_OUTPUT_LENGTH = 100_000;

/** @throws AppError `human/invalid-source` with `details.line` and `details.path`, `human/no-tasks`, and as `readJsonl`. */
export function readSources(bytes: Uint8Array | Iterable<Uint8Array>): Source[] {
  const sources: Source[] = [];
  const { maxBytes, maxLineBytes, maxTasks } = limits;
  const options = { name: 'sources.jsonl', maxBytes, maxLineBytes: 4 * maxLineBytes, maxRows: maxTasks };
  for (const { line, value } of readJsonl(bytes, options)) {
    const reader = new LineReader('human/invalid-source', line);
    reader.onlyKeys(value, [], ['prompt', 'output', 'outputs', 'plant']);
    const isOne = reader.valueAt(value, ['output']) !== null;
    if (isOne && reader.valueAt(value, ['outputs']) !== null)
      throw reader.fault([], 'has an output, for a task whose order is known, and outputs, for one that is open');
    const plant = reader.valueAt(value, ['plant']);
    if (plant !== null && (isOne || typeof plant !== 'boolean'))
      throw reader.fault(['plant'], 'must be true or false, beside outputs');
    const outputs = isOne
      ? [reader.text(value, ['output'], MAX_OUTPUT_LENGTH)]
      : reader
          .list(value, ['outputs'], limits.minOutputs, limits.maxOutputs)
          .map((output, at) => reader.asText(output, ['outputs', at], MAX_OUTPUT_LENGTH));
    reader.distinct(outputs, ['outputs']);
    sources.push({
      line,
      prompt: reader.text(value, ['prompt'], limits.maxPromptLength),
      outputs,
      isGold: isOne || plant === true
    });
  }
  if (!sources.some(({ isGold }) => isGold))
    throw new AppError('human/no-tasks', 'There is no output to plant flaws in.', {
      hints: ['Write a line {"prompt": ..., "output": ...} for each task whose order is to be known.']
    });
  return sources;
}
