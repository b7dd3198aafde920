// People's judgements: labelers rank outputs, planted truth says what their work is worth. docs/human.md.
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { Machine } from '../mechanism/machine.ts';
import type { TaskEntry } from '../mechanism/measure-task.ts';
import type { Mechanism } from '../mechanism/mechanism.ts';
import { refusePrograms } from '../program/refuse-programs.ts';
import { parseFields, requireKnownFields } from '../request/request-fault.ts';
import { readOwnAnswers } from './mechanism/answer-gates.ts';
import { compareHumanResults } from './mechanism/compare-human-results.ts';
import { explainHumanResult } from './mechanism/explain-human-result.ts';
import { HumanBodySchema, type HumanBody } from './mechanism/human-body.ts';
import { ANSWERS_PATH, answersOfPackage, packageOfAnswers, type HumanEntry } from './mechanism/human-entry.ts';
import { evidenceOf, parseHumanEvidence, type HumanEvidence } from './mechanism/human-evidence.ts';
import { judgeAnswers, type AnswersTask, type JudgedAnswers } from './mechanism/judge-answers.ts';
import { HUMAN_PROTOCOL } from './score/human-protocol.ts';
import { readTasks } from './task-set/read-tasks.ts';
import { readTruth } from './task-set/read-truth.ts';
import { requireScorable } from './mechanism/require-scorable.ts';

export const humanMechanism: Mechanism<HumanBody, HumanEntry, HumanEvidence> = {
  name: 'human',
  protocol: HUMAN_PROTOCOL,
  rerun: 'bits',
  reads: 'all',
  readsPractice: true,
  needsPractice: true,
  seeds: 1,
  aggregation: 'mean',
  parseBody(fields) {
    const body = parseFields(HumanBodySchema, fields);
    requireKnownFields(fields, body);
    return body;
  },
  checkHidden({ taskSet }, hidden, practice) {
    const tasks = readTasks(requireTasks(practice));
    const inFolder = tasks.find(({ outputs }) => outputs.some(({ cid }) => cid === null));
    if (inFolder && taskSet === undefined)
      throw new AppError('human/invalid-task', `Line ${inFolder.line}: an output is named by its path alone.`, {
        hints: ['Give the CID of the task set, the folder that has these files, or each output a CID of its own.'],
        details: { line: inFolder.line, path: '/outputs' }
      });
    const truth = readTruth(hidden, tasks);
    requireScorable(tasks, truth);
    return { items: truth.size, practiceItems: tasks.length };
  },
  readEntry: answersOfPackage,
  packEntry: packageOfAnswers,
  async precheck({ spec, entry, practice }) {
    const tasks = readTasks(requireTasks(practice ?? null));
    const { answers, gates } = readOwnAnswers(entry.answers, tasks, { miner: '', mostLabelers: spec.labelers });
    return { gates, items: answers.length };
  },
  async measure({ spec, hidden, practice, entry, others, seeds }, machine, options = {}) {
    if (hidden === null) throw new AppError('benchmark/empty', 'The planted truth is not known.');
    const task: AnswersTask = {
      tasks: requireTasks(practice ?? null),
      truth: hidden,
      mostLabelers: spec.labelers,
      own: { index: entry.index, answers: answersOfPackage(entry.files).answers },
      others: (others ?? []).flatMap(answersOf),
      seed: seeds[0]!
    };
    options.onProgress?.({ stage: 'judgements', done: 0, total: 1 });
    const judged = await judgeOn(machine, task, options);
    if (judged === null) return { cancelled: true };
    return {
      format: 'assay/result/1',
      mechanism: 'human',
      protocol: HUMAN_PROTOCOL,
      score: judged.score?.score ?? 0,
      interval95: judged.score?.interval95 ?? [0, 0],
      reason: reasonOf(judged),
      gates: judged.gates,
      seeds: [...seeds],
      evidence: evidenceOf(judged)
    };
  },
  judge: async (task) => judgeAnswers(task as AnswersTask),
  // A file that cannot be read is a gate that fails; what else is wrong is the request's or the machine's.
  isEntryFault: ({ code }) => code === 'package/no-data',
  parseEvidence: parseHumanEvidence,
  compare: compareHumanResults,
  explain: explainHumanResult
};

/** Apart, where the machine has a place for that: many labelers of many submissions take their time. Null when cancelled. */
async function judgeOn(
  { judgeApart }: Machine,
  task: AnswersTask,
  options: LongCallOptions
): Promise<JudgedAnswers | null> {
  try {
    const judged = judgeApart
      ? ((await judgeApart('human', task, { programs: refusePrograms }, options)) as JudgedAnswers)
      : judgeAnswers(task);
    return options.signal?.aborted ? null : judged;
  } catch (thrown) {
    if (options.signal?.aborted) return null;
    throw thrown;
  }
}

/** The tasks are the request's public part. @throws AppError `human/no-tasks`. */
function requireTasks(practice: Uint8Array | null): Uint8Array {
  if (practice !== null) return practice;
  throw new AppError('human/no-tasks', 'The request has no tasks.', {
    hints: ['Its practice part is tasks.jsonl, which everybody can read.']
  });
}

/** Nothing of a package that is none. */
const answersOf = ({ index, files }: TaskEntry): AnswersTask['others'][number][] => {
  const file = files.find(({ path }) => path === ANSWERS_PATH);
  return file ? [{ index, answers: file.bytes }] : [];
};

function reasonOf({ gates, goldTasks, openTasks, score, labelers }: JudgedAnswers): string {
  if (score === null)
    return `Not scored: ${gates
      .filter(({ pass }) => !pass)
      .map(({ detail }) => detail)
      .join(' ')}`;
  const alike = labelers.filter(({ flags }) => flags.includes('alike')).length;
  return [
    `${labelers.length} ${labelers.length === 1 ? 'labeler agrees' : 'labelers agree'} with planted truth to ${score.agreement.toFixed(2)} beyond chance`,
    `${Math.round(100 * score.coverage)} % of ${goldTasks + openTasks} tasks answered`,
    ...(alike > 0 ? [`${alike} of them too much like others`] : [])
  ].join('; ');
}
