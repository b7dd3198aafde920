// A submission's judgements as training data: answers weighed by what each labeler is worth, open tasks alone, outputs by content.
import { AppError } from '../../../core/error/app-error.ts';
import { readAnswers } from '../../../core/human/answers/read-answers.ts';
import { answersOfPackage } from '../../../core/human/mechanism/human-entry.ts';
import type { HumanSpec } from '../../../core/human/mechanism/human-body.ts';
import type { HumanResult } from '../../../core/human/mechanism/human-evidence.ts';
import type { ExportInput } from '../../../core/human/preference/export-rows.ts';
import { readTasks } from '../../../core/human/task-set/read-tasks.ts';
import { readTruth } from '../../../core/human/task-set/read-truth.ts';
import type { Task, TaskOutput } from '../../../core/human/task-set/task.ts';
import type { LongCallOptions } from '../../../core/long-call.ts';
import type { MeasureTask } from '../../../core/mechanism/measure-task.ts';
import type { ContentStore } from '../../../ports/content-store.ts';

const MOST_OUTPUT_BYTES = 4 << 20;
/** Of all outputs together: they are held at once. */
const MOST_BYTES = 256 << 20;

/**
 * @param task with the hidden part, as anyone has it after the settlement
 * @param result of its measurement here
 * @throws AppError `human/too-large`, `file/not-utf8`, and store errors, for outputs that cannot be had.
 */
export async function judgementsOf(
  task: MeasureTask,
  result: HumanResult,
  content: Pick<ContentStore, 'readFile'>,
  { signal, onProgress }: LongCallOptions = {}
): Promise<ExportInput> {
  const { taskSet } = task.spec as HumanSpec;
  const tasks = readTasks(task.practice!);
  const truth = readTruth(task.hidden!, tasks);
  const open = tasks.filter(({ id }) => !truth.has(id));
  const { answers } = readAnswers(answersOfPackage(task.entry.files).answers, tasks, { miner: '' });
  const worth = new Map(result.evidence.labelers.map(({ labeler, score }) => [labeler, score]));
  const texts = new Map<string, string>();
  const wanted = open.flatMap((one) => one.outputs.map((output) => ({ one, output })));
  let left = MOST_BYTES;
  for (const [done, { one, output }] of wanted.entries()) {
    onProgress?.({ stage: 'outputs', done, total: wanted.length });
    signal?.throwIfAborted();
    const bytes = await bytesOf(one, output, { taskSet, content, signal });
    left -= bytes?.length ?? 0;
    if (left < 0) throw new AppError('human/too-large', `The outputs have more than ${MOST_BYTES} bytes.`);
    texts.set(`${one.id} ${output.id}`, bytes === null ? placeOf(output, taskSet) : textOf(bytes, one, output));
  }
  return {
    tasks: open,
    answers,
    weightOf: ({ labeler }) => worth.get(labeler) ?? 0,
    contentOf: (one, id) => texts.get(`${one.id} ${id}`)!
  };
}

/** null for an image, whose place stands for it. */
async function bytesOf(
  { kind }: Task,
  { path, cid }: TaskOutput,
  {
    taskSet,
    content,
    signal
  }: { taskSet: string | undefined; content: Pick<ContentStore, 'readFile'>; signal: AbortSignal | undefined }
): Promise<Uint8Array | null> {
  if (kind === 'image') return null;
  const options = { maxBytes: MOST_OUTPUT_BYTES, ...(signal && { signal }) };
  const [root, below] = path !== null && taskSet !== undefined ? [taskSet, path] : [cid!, ''];
  const read = (at: string) => content.readFile(root, { ...options, ...(at !== '' && { path: at }) });
  // A page is a file, or a folder with its `index.html`.
  if (kind !== 'page') return read(below);
  return read(below === '' ? 'index.html' : `${below}/index.html`).catch(() => read(below));
}

const placeOf = ({ path, cid }: TaskOutput, taskSet: string | undefined): string =>
  cid === null ? `ipfs://${taskSet}/${path}` : `ipfs://${cid}`;

function textOf(bytes: Uint8Array, { line }: Task, { id }: TaskOutput): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('file/not-utf8', `Output ${id} of the task in line ${line} is not UTF-8 text.`, { cause });
  }
}
