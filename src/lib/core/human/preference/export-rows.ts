// Judgements as training data: pairs for DPO, the best answer for SFT, good and bad ones for KTO, and the answers as they came.
import type { Answer } from '../answers/answer.ts';
import { NOT_JUDGED } from '../score/order.ts';
import type { Task } from '../task-set/task.ts';
import { marginOf, rankTask, type RankedTask, type WeightOf } from './rank-task.ts';

export const EXPORT_FORMATS = ['dpo', 'sft', 'kto', 'raw'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportInput {
  tasks: readonly Task[];
  answers: readonly Answer[];
  weightOf: WeightOf;
  /** The output's text, or what stands for it. */
  contentOf: (task: Task, output: string) => string;
}

/** Below it two outputs are equally good, but for rounding. */
const LEAST_MARGIN = 1e-9;

/** Votes on a pair, as people gave them, and what they weigh. */
export interface VoteCount {
  chosen: number;
  rejected: number;
  tied: number;
  weight: number;
}

export interface DpoRow {
  prompt: string;
  chosen: string;
  rejected: string;
  /** How much more likely the chosen one is preferred than the other, in (0, 1]. */
  margin: number;
  votes: VoteCount;
}

export interface SftRow {
  prompt: string;
  completion: string;
  strength: number;
  votes: number;
}

export interface KtoRow {
  prompt: string;
  completion: string;
  label: boolean;
  strength: number;
  votes: number;
}

export interface RawRow {
  task: string;
  labeler: string;
  miner: string;
  ranking: string[][] | null;
  ms: number | null;
  criteria: Record<string, unknown>;
  weight: number;
}

/** Every pair of outputs of which one is preferred by weight of votes and by the ranking as a whole. */
export function dpoRows(input: ExportInput): DpoRow[] {
  return ranked(input).flatMap((found) => {
    const content = contents(input, found);
    return found.outputs.flatMap((better, at) =>
      found.outputs.slice(at + 1).flatMap((worse) => {
        const margin = marginOf(found, better.place, worse.place);
        const votes = countVotes(found, better.place, worse.place);
        if (margin < LEAST_MARGIN || votes.weight <= 0 || content(better.id) === content(worse.id)) return [];
        return [{ prompt: found.task.prompt, chosen: content(better.id), rejected: content(worse.id), margin, votes }];
      })
    );
  });
}

/** The best output of each task that has a single best one. */
export function sftRows(input: ExportInput): SftRow[] {
  return ranked(input).flatMap((found) => {
    const [best, next] = found.outputs;
    if (marginOf(found, best!.place, next!.place) < LEAST_MARGIN) return [];
    const completion = contents(input, found)(best!.id);
    return [{ prompt: found.task.prompt, completion, strength: best!.strength, votes: found.votes.length }];
  });
}

/** Outputs whose interval lies wholly above an average output (good) or below it (bad). The others are left out. */
export function ktoRows(input: ExportInput): KtoRow[] {
  return ranked(input).flatMap((found) => {
    const content = contents(input, found);
    return found.outputs
      .filter(({ strength95: [low, high] }) => low > 1 || high < 1)
      .map(({ id, strength }) => ({
        prompt: found.task.prompt,
        completion: content(id),
        label: strength > 1,
        strength,
        votes: found.votes.length
      }));
  });
}

export function rawRows({ tasks, answers, weightOf }: ExportInput): RawRow[] {
  const known = new Set(tasks.map(({ id }) => id));
  return answers
    .filter(({ task }) => known.has(task))
    .map((answer) => ({
      task: answer.task,
      labeler: answer.labeler,
      miner: answer.miner,
      ranking: answer.ranking,
      ms: answer.ms,
      criteria: Object.fromEntries(
        [...answer.criteria].map(([id, given]) => [
          id,
          given.per === 'task' ? given.value : Object.fromEntries(given.values)
        ])
      ),
      weight: weightOf(answer)
    }));
}

function ranked({ tasks, answers, weightOf }: ExportInput): RankedTask[] {
  const byTask = Map.groupBy(answers, ({ task }) => task);
  return tasks.map((task) => rankTask(task, byTask.get(task.id) ?? [], weightOf)).filter((found) => found !== null);
}

const contents =
  ({ contentOf }: ExportInput, { task }: RankedTask) =>
  (output: string): string =>
    contentOf(task, output);

function countVotes({ votes }: RankedTask, better: number, worse: number): VoteCount {
  const count = { chosen: 0, rejected: 0, tied: 0, weight: 0 };
  for (const { ranks, weight } of votes) {
    const [a, b] = [ranks[better]!, ranks[worse]!];
    if (a === NOT_JUDGED || b === NOT_JUDGED) continue;
    if (a === b) count.tied++;
    else if (a < b) count.chosen++;
    else count.rejected++;
    count.weight += a === b ? 0 : a < b ? weight : -weight;
  }
  return count;
}

/** Rows of each format. */
export const EXPORTED: Readonly<Record<ExportFormat, (input: ExportInput) => object[]>> = {
  dpo: dpoRows,
  sft: sftRows,
  kto: ktoRows,
  raw: rawRows
};
