// `tasks.jsonl` of a task set: the first fault is an error with its line and its place, for a set is posted whole or not at all.
import { readJsonl } from '../../dataset/read-jsonl.ts';
import { AppError } from '../../error/app-error.ts';
import { LineReader, type JsonObject, type Path } from './line-reader.ts';
import { CRITERION_TYPES, TASK_KINDS, type Criterion, type Task, type TaskOutput } from './task.ts';
import { ANSWER_LIMITS, TASK_SET_LIMITS } from './task-set-limits.ts';

const limits = TASK_SET_LIMITS;
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;
const CID = /^[A-Za-z0-9]{10,128}$/;
/** What a task asks for that names no criteria. */
const RANKING: Criterion = { id: 'ranking', type: 'ranking', question: 'Rank the outputs, best first.', per: 'task' };
const CHARACTER = /^[\x20-\x7e]+$/;

/**
 * @throws AppError `human/invalid-task` with `details.line` and `details.path` (a JSON Pointer), `human/no-tasks`, and the errors
 * of `readJsonl`.
 */
export function readTasks(source: Uint8Array | Iterable<Uint8Array>): Task[] {
  const { maxBytes, maxLineBytes, maxTasks } = limits;
  const tasks: Task[] = [];
  const ids = new Map<string, number>();
  for (const { line, value } of readJsonl(source, { name: 'tasks.jsonl', maxBytes, maxLineBytes, maxRows: maxTasks })) {
    const reader = new LineReader('human/invalid-task', line);
    const task = readTask(reader, line, value);
    const earlier = ids.get(task.id);
    if (earlier !== undefined) throw reader.fault(['id'], `is that of line ${earlier}`);
    ids.set(task.id, line);
    tasks.push(task);
  }
  if (tasks.length === 0)
    throw new AppError('human/no-tasks', 'tasks.jsonl holds no task.', { hints: ['Write one task a line.'] });
  return tasks;
}

function readTask(reader: LineReader, line: number, row: JsonObject): Task {
  reader.onlyKeys(row, [], ['id', 'kind', 'prompt', 'outputs', 'criteria']);
  const outputs = reader
    .list(row, ['outputs'], limits.minOutputs, limits.maxOutputs)
    .map((item, index) => readOutput(reader, item, ['outputs', index]));
  reader.distinct(
    outputs.map(({ id }) => id),
    ['outputs']
  );
  const criteria =
    reader.valueAt(row, ['criteria']) === null
      ? [RANKING]
      : reader
          .list(row, ['criteria'], 1, limits.maxCriteria)
          .map((item, index) => readCriterion(reader, item, ['criteria', index]));
  reader.distinct(
    criteria.map(({ id }) => id),
    ['criteria']
  );
  if (criteria.filter(({ type }) => type === 'ranking').length > 1)
    throw reader.fault(['criteria'], 'has more than one ranking');
  return {
    line,
    id: readId(reader, row, ['id']),
    kind: reader.choice(row, ['kind'], TASK_KINDS),
    prompt: reader.text(row, ['prompt'], limits.maxPromptLength),
    outputs,
    criteria
  };
}

function readId(reader: LineReader, from: JsonObject, path: Path): string {
  const id = reader.text(from, path, limits.maxIdLength);
  if (!ID.test(id)) throw reader.fault(path, 'must be letters, digits and . _ : - after a letter or digit');
  return id;
}

function readOutput(reader: LineReader, item: unknown, path: Path): TaskOutput {
  const from = reader.object(item, path);
  reader.onlyKeys(from, path, ['id', 'path', 'cid']);
  const cid = reader.textOrNull(from, [...path, 'cid'], 128);
  if (cid !== null && !CID.test(cid)) throw reader.fault([...path, 'cid'], 'is not a CID');
  const file = reader.textOrNull(from, [...path, 'path'], limits.maxPathLength);
  if (file !== null && !isSafePath(file))
    throw reader.fault(
      [...path, 'path'],
      'must be a relative path of printable ASCII, without \\ : * ? " < > | and without empty parts, . and ..'
    );
  if (cid === null && file === null) throw reader.fault(path, 'names neither a path nor a CID');
  return { id: readId(reader, from, [...path, 'id']), path: file, cid };
}

const isSafePath = (path: string): boolean =>
  CHARACTER.test(path) &&
  !/[\\:*?"<>|]/.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

const BASE_KEYS = ['id', 'type', 'question', 'per'];

function readCriterion(reader: LineReader, item: unknown, path: Path): Criterion {
  const from = reader.object(item, path);
  const at = (key: string): Path => [...path, key];
  const type = reader.choice(from, at('type'), CRITERION_TYPES);
  const per = reader.valueAt(from, at('per')) === null ? 'task' : reader.choice(from, at('per'), ['task', 'output']);
  const base = {
    id: readId(reader, from, at('id')),
    question: reader.text(from, at('question'), limits.maxQuestionLength),
    per
  };
  switch (type) {
    case 'ranking':
      reader.onlyKeys(from, path, BASE_KEYS);
      if (per === 'output') throw reader.fault(at('per'), 'must be task: a ranking is of all outputs');
      return { ...base, type };
    case 'score': {
      reader.onlyKeys(from, path, [...BASE_KEYS, 'min', 'max']);
      const [min, max] = [reader.number(from, at('min')), reader.number(from, at('max'))];
      if (min >= max) throw reader.fault(at('max'), 'must be more than min');
      return { ...base, type, min, max };
    }
    case 'single-choice':
    case 'multiple-choice': {
      reader.onlyKeys(from, path, [...BASE_KEYS, 'options']);
      const options = reader
        .list(from, at('options'), 2, limits.maxOptions)
        .map((option, index) => reader.asText(option, [...at('options'), index], limits.maxOptionLength));
      reader.distinct(options, at('options'));
      return { ...base, type, options };
    }
    case 'text': {
      reader.onlyKeys(from, path, [...BASE_KEYS, 'maxLength']);
      const asked = reader.valueAt(from, at('maxLength'));
      const maxLength = asked === null ? ANSWER_LIMITS.maxTextLength : reader.number(from, at('maxLength'));
      if (!Number.isInteger(maxLength) || maxLength < 1 || maxLength > ANSWER_LIMITS.maxTextLength)
        throw reader.fault(at('maxLength'), `must be a whole number from 1 to ${ANSWER_LIMITS.maxTextLength}`);
      return { ...base, type, maxLength };
    }
    default:
      return type satisfies never;
  }
}
