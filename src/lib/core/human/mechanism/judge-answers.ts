// One submission of judgements against planted truth, beside the others of its request: data in, data out, so that it can be done
// wherever a machine does what may take long.
import type { GateResult } from '../../gate/gate-result.ts';
import { labelerKey, type Answer } from '../answers/answer.ts';
import { humanScore, type LabelerScore, type MinerScore } from '../score/human-score.ts';
import { mostLabelersOn } from '../score/panel.ts';
import { readTasks } from '../task-set/read-tasks.ts';
import { readTruth } from '../task-set/read-truth.ts';
import { readOwnAnswers } from './answer-gates.ts';

/** Labelers of all submissions that are held against each other: pairs grow with its square. */
const MOST_COMPARED = 200;

export interface AnswersTask {
  /** `tasks.jsonl`, which everybody has. */
  tasks: Uint8Array;
  /** `truth.jsonl`. */
  truth: Uint8Array;
  mostLabelers: number;
  own: { index: number; answers: Uint8Array };
  /** In the order of their indexes. What cannot be read, or breaks the rules, judges nobody. */
  others: readonly { index: number; answers: Uint8Array }[];
}

export interface JudgedAnswers {
  gates: GateResult[];
  goldTasks: number;
  openTasks: number;
  answers: number;
  /** null where a gate fails. */
  score: MinerScore | null;
  labelers: LabelerScore[];
  /** Submissions that it was held against. */
  others: number[];
}

export const nameOfSubmission = (index: number): string => `submission ${index}`;

/** @throws AppError `human/invalid-task`, `human/no-tasks`, `human/invalid-truth`, `human/no-truth`, and as `readJsonl`. */
export function judgeAnswers({
  tasks: taskBytes,
  truth: truthBytes,
  mostLabelers,
  own,
  others
}: AnswersTask): JudgedAnswers {
  const tasks = readTasks(taskBytes);
  const truth = readTruth(truthBytes, tasks);
  const name = nameOfSubmission(own.index);
  const { answers, gates } = readOwnAnswers(own.answers, tasks, { miner: name, mostLabelers });
  const counts = { goldTasks: truth.size, openTasks: tasks.length - truth.size, answers: answers.length };
  if (!gates.every(({ pass }) => pass)) return { ...counts, gates, score: null, labelers: [], others: [] };
  const mostCompared = Math.min(MOST_COMPARED, mostLabelersOn(tasks));
  const all: Answer[] = [...answers];
  const compared: number[] = [];
  let labelers = countLabelers(answers);
  for (const other of others) {
    const read = readOwnAnswers(other.answers, tasks, { miner: nameOfSubmission(other.index), mostLabelers });
    // What would be refused itself judges nobody.
    const theirs = read.gates.every(({ pass }) => pass) ? read.answers : [];
    if (theirs.length === 0 || labelers + countLabelers(theirs) > mostCompared) continue;
    labelers += countLabelers(theirs);
    compared.push(other.index);
    all.push(...theirs);
  }
  const scored = humanScore(tasks, truth, all);
  return {
    ...counts,
    gates,
    score: scored.miners.find(({ miner }) => miner === name)!,
    labelers: scored.labelers.filter(({ miner }) => miner === name),
    others: compared
  };
}

const countLabelers = (answers: readonly Answer[]): number => new Set(answers.map(labelerKey)).size;
