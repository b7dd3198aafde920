// `answers.jsonl`: each line stands by itself. One that is broken is named and counts as not answered; it takes nothing from the
// task, from other answers, or from other labelers.
import { requireJsonLines } from '../../dataset/wrong-file.ts';
import { shorten } from '../../encoding/shorten.ts';
import { parseStrictJson } from '../../encoding/strict-json.ts';
import { AppError } from '../../error/app-error.ts';
import { LineReader, type JsonObject } from '../task-set/line-reader.ts';
import type { Task } from '../task-set/task.ts';
import { ANSWER_LIMITS, TASK_SET_LIMITS } from '../task-set/task-set-limits.ts';
import { labelerKey, type Answer, type BrokenAnswer } from './answer.ts';
import { readCriterionAnswers } from './read-criterion-answers.ts';

export interface ReadAnswers {
  answers: Answer[];
  /** The first of them. */
  broken: BrokenAnswer[];
  brokenCount: number;
}

export interface AnswersFrom {
  miner?: string | null;
  mostLines?: number;
  mostBroken?: number;
}

const limits = ANSWER_LIMITS;
const LINE_FEED = 0x0a;
const MAX_DEPTH = 8;

/**
 * A labeler is known by its miner and its name. Of several answers of a labeler to a task the first counts. Fields that nobody
 * asked for are left alone.
 * @param from whose submission it is, where that is known (what its lines say of it is then not read), and lines and broken lines
 *   that are read at most
 * @throws AppError `human/too-large` for more bytes, lines or labelers than are read, `dataset/other-format` where none is an answer and
 *   the file is of another kind
 */
export function readAnswers(
  bytes: Uint8Array,
  tasks: readonly Task[],
  { miner = null, mostLines = limits.maxLines, mostBroken = Infinity }: AnswersFrom = {}
): ReadAnswers {
  const maxLines = Math.min(limits.maxLines, mostLines);
  if (bytes.length > limits.maxBytes)
    throw tooLarge(`The answers have ${bytes.length} bytes; at most ${limits.maxBytes} are read.`);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const read: ReadAnswers = { answers: [], broken: [], brokenCount: 0 };
  /** Tasks that each labeler has answered. */
  const answered = new Map<string, Set<string>>();
  let line = 0;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    const raw = bytes.subarray(start, end);
    start = end + 1;
    if (line >= maxLines) throw tooLarge(`The answers have more than ${maxLines} lines.`);
    if (isBlank(raw)) continue;
    try {
      const answer = readAnswer(raw, line + 1, { tasks: byId, miner });
      const labeler = labelerKey(answer);
      const before = answered.get(labeler) ?? new Set<string>();
      if (before.has(answer.task))
        throw new LineReader('human/invalid-answer', line + 1).fault(['task'], 'was answered before');
      answered.set(labeler, before.add(answer.task));
      read.answers.push(answer);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      read.brokenCount++;
      if (read.brokenCount > mostBroken) throw tooLarge(`More than ${mostBroken} lines of the answers are broken.`);
      if (read.broken.length < limits.maxNamedFaults) read.broken.push({ line: line + 1, problem: thrown.short });
    }
    if (answered.size > limits.maxLabelers)
      throw tooLarge(`More than ${limits.maxLabelers} labelers answered; no more can be held against each other.`);
  }
  // Where nothing can be read it is another kind of file, and not labelers that all erred.
  if (read.answers.length === 0) requireJsonLines(bytes, 'Answers');
  return read;
}

function readAnswer(
  raw: Uint8Array,
  line: number,
  { tasks, miner }: { tasks: ReadonlyMap<string, Task>; miner: string | null }
): Answer {
  const reader = new LineReader('human/invalid-answer', line);
  if (raw.length > limits.maxLineBytes) throw reader.fault([], `has more than ${limits.maxLineBytes} bytes`);
  const value = parseStrictJson(decoded(raw, reader), {
    code: 'human/invalid-answer',
    name: `Line ${line}`,
    maxDepth: MAX_DEPTH
  });
  const row = reader.object(value, []);
  const id = reader.text(row, ['task'], TASK_SET_LIMITS.maxIdLength);
  const task = tasks.get(id);
  if (task === undefined) throw reader.fault(['task'], 'names no task of the set');
  return {
    line,
    task: id,
    labeler: reader.text(row, ['labeler'], limits.maxNameLength),
    miner: miner ?? reader.text(row, ['miner'], limits.maxNameLength),
    ranking: readRanking(reader, row, task),
    ms: readMs(reader, row),
    criteria: readCriterionAnswers(reader, row, task)
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decoded(raw: Uint8Array, reader: LineReader): string {
  try {
    return UTF8.decode(raw);
  } catch {
    throw reader.fault([], 'is not UTF-8');
  }
}

function readRanking(reader: LineReader, row: JsonObject, task: Task): string[][] | null {
  const value = reader.valueAt(row, ['ranking']);
  if (value === null) return null;
  const known = new Set(task.outputs.map(({ id }) => id));
  const groups = reader.list(row, ['ranking'], 0, TASK_SET_LIMITS.maxOutputs).map((group, index) => {
    if (!Array.isArray(group) || group.length === 0 || group.length > TASK_SET_LIMITS.maxOutputs)
      throw reader.fault(['ranking', index], 'must be a list of output ids');
    return group.map((output: unknown, at) => {
      if (typeof output !== 'string' || !known.has(output))
        throw reader.fault(
          ['ranking', index, at],
          `names no output of the task: ${shorten(JSON.stringify(output) ?? '', 80)}`
        );
      return output;
    });
  });
  reader.distinct(groups.flat(), ['ranking']);
  return groups.length === 0 ? null : groups;
}

function readMs(reader: LineReader, row: JsonObject): number | null {
  if (reader.valueAt(row, ['ms']) === null) return null;
  const ms = reader.number(row, ['ms']);
  if (ms < 0 || ms > limits.maxMs) throw reader.fault(['ms'], `must be from 0 to ${limits.maxMs}`);
  return ms;
}

const isBlank = (raw: Uint8Array): boolean =>
  raw.length < 64 && raw.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

const tooLarge = (short: string) => new AppError('human/too-large', short, { hints: ['Score it in parts.'] });
