// One submission of judgements against planted truth, beside the others of its request: data in, data out, so that it can be done
// wherever a machine does what may take long.
import type { GateResult } from '../../gate/gate-result.ts';
import type { Answer } from '../answers/answer.ts';
import { humanScore, type LabelerFlag, type LabelerScore, type MinerScore } from '../score/human-score.ts';
import { pairCount } from '../score/pair-signs.ts';
import { mostLabelersOn } from '../score/panel.ts';
import { readTasks } from '../task-set/read-tasks.ts';
import { readTruth, type Truth } from '../task-set/read-truth.ts';
import type { Task } from '../task-set/task.ts';
import { readOwnAnswers } from './answer-gates.ts';
import { countLabelers, likestSubmissions, type OtherAnswers } from './likest-submissions.ts';

/** Labelers of all submissions that are held against each other: pairs grow with its square. */
const MOST_COMPARED = 200;
/** Pairs of labelers times pairs of outputs: twenty seconds of them. */
const MOST_COMPARISONS = 2 ** 31;
/** What says that a labeler does not see the truth: its answers are nothing to hold others against. */
const WORTH_NOTHING: ReadonlySet<LabelerFlag> = new Set(['no-gold', 'reversed', 'not-beyond-chance']);

export interface AnswersTask {
  /** `tasks.jsonl`, which everybody has. */
  tasks: Uint8Array;
  /** `truth.jsonl`. */
  truth: Uint8Array;
  mostLabelers: number;
  own: { index: number; answers: Uint8Array };
  /** In the order of their indexes. What cannot be read, or breaks the rules, judges nobody. */
  others: readonly { index: number; answers: Uint8Array }[];
  /** uint32, from the chain. */
  seed: number;
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
export function judgeAnswers(given: AnswersTask): JudgedAnswers {
  const { own, mostLabelers, seed } = given;
  const tasks = readTasks(given.tasks);
  const truth = readTruth(given.truth, tasks);
  const miner = nameOfSubmission(own.index);
  const { answers, gates } = readOwnAnswers(own.answers, tasks, { miner, mostLabelers });
  const counts = { goldTasks: truth.size, openTasks: tasks.length - truth.size, answers: answers.length };
  if (!gates.every(({ pass }) => pass)) return { ...counts, gates, score: null, labelers: [], others: [] };
  const others = given.others
    .map((other) => answersOfWorth(other, { tasks, truth, mostLabelers }))
    .filter(({ labelers }) => labelers > 0);
  const compared = likestSubmissions(answers, others, tasks, { most: mostComparedOn(tasks), seed });
  const scored = humanScore(tasks, truth, [...answers, ...compared.flatMap((other) => other.answers)]);
  return {
    ...counts,
    gates,
    score: scored.miners.find((one) => one.miner === miner)!,
    labelers: scored.labelers.filter((one) => one.miner === miner),
    others: compared.map(({ index }) => index)
  };
}

/** Those of another submission's labelers who see the truth; none where the submission would be refused itself. */
function answersOfWorth(
  { index, answers: bytes }: AnswersTask['others'][number],
  { tasks, truth, mostLabelers }: { tasks: readonly Task[]; truth: Truth; mostLabelers: number }
): OtherAnswers {
  const miner = nameOfSubmission(index);
  const { answers, gates } = readOwnAnswers(bytes, tasks, { miner, mostLabelers });
  if (!gates.every(({ pass }) => pass)) return { index, answers: [], labelers: 0 };
  const worthless = new Set(
    humanScore(tasks, truth, answers)
      .labelers.filter(({ flags }) => flags.some((flag) => WORTH_NOTHING.has(flag)))
      .map(({ labeler }) => labeler)
  );
  const kept = answers.filter(({ labeler }: Answer) => !worthless.has(labeler));
  return { index, answers: kept, labelers: countLabelers(kept) };
}

function mostComparedOn(tasks: readonly Task[]): number {
  const pairs = tasks.reduce((sum, { outputs }) => sum + pairCount(outputs.length), 0);
  return Math.floor(Math.min(MOST_COMPARED, mostLabelersOn(tasks), Math.sqrt((2 * MOST_COMPARISONS) / pairs)));
}
