// Answers to criteria other than the ranking: {"criteria": {"clarity": 4, "tone": {"a": "polite", "b": "rude"}}}.
import type { JsonObject, LineReader, Path } from '../task-set/line-reader.ts';
import type { Criterion, Task } from '../task-set/task.ts';
import { TASK_SET_LIMITS } from '../task-set/task-set-limits.ts';
import type { CriterionAnswer, CriterionValue } from './answer.ts';

/** @throws AppError of the reader for a criterion or an output that the task does not have, and for values that are none */
export function readCriterionAnswers(reader: LineReader, row: JsonObject, task: Task): Map<string, CriterionAnswer> {
  const answers = new Map<string, CriterionAnswer>();
  const given = reader.valueAt(row, ['criteria']);
  if (given === null) return answers;
  const from = reader.object(given, ['criteria']);
  const outputs = new Set(task.outputs.map(({ id }) => id));
  for (const [id, value] of Object.entries(from)) {
    const path = ['criteria', id];
    const criterion = task.criteria.find((one) => one.id === id);
    if (criterion === undefined || criterion.type === 'ranking')
      throw reader.fault(path, 'is no criterion of the task with an answer of its own');
    if (value === null) continue;
    if (criterion.per === 'task') {
      answers.set(id, { per: 'task', value: readValue(reader, criterion, value, path) });
      continue;
    }
    const values = new Map<string, CriterionValue>();
    for (const [output, one] of Object.entries(reader.object(value, path))) {
      if (!outputs.has(output)) throw reader.fault([...path, output], 'names no output of the task');
      if (one !== null) values.set(output, readValue(reader, criterion, one, [...path, output]));
    }
    answers.set(id, { per: 'output', values });
  }
  return answers;
}

function readValue(
  reader: LineReader,
  criterion: Exclude<Criterion, { type: 'ranking' }>,
  value: unknown,
  path: Path
): CriterionValue {
  switch (criterion.type) {
    case 'score':
      if (typeof value !== 'number' || !(value >= criterion.min && value <= criterion.max))
        throw reader.fault(path, `must be a number from ${criterion.min} to ${criterion.max}`);
      return value;
    case 'single-choice':
      return option(reader, criterion.options, value, path);
    case 'multiple-choice': {
      if (!Array.isArray(value) || value.length > TASK_SET_LIMITS.maxOptions)
        throw reader.fault(path, 'must be a list of options');
      const chosen = value.map((one, index) => option(reader, criterion.options, one, [...path, index]));
      reader.distinct(chosen, path);
      return chosen;
    }
    case 'text':
      return reader.asText(value, path, criterion.maxLength);
    default:
      return criterion satisfies never;
  }
}

function option(reader: LineReader, options: readonly string[], value: unknown, path: Path): string {
  if (typeof value !== 'string' || !options.includes(value)) throw reader.fault(path, 'must be one of the options');
  return value;
}
