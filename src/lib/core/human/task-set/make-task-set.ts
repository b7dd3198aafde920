// Makes a task set: plants flaws in good outputs, puts them beside the open tasks, and hides which are which behind drawn ids and orders.
import { AppError } from '../../error/app-error.ts';
import type { SeededRandom } from '../../model/seeded-random.ts';
import { shuffledIndices } from '../../model/seeded-random.ts';
import type { FlawKind, FlawOperator } from '../flaw/flaw-operator.ts';
import { plantLadder, type PlantedFlaw } from '../flaw/plant-flaw.ts';
import type { Source } from './read-sources.ts';

/** An output with what was planted in it, and how good it is by that: 0 is best. */
interface Level {
  output: string;
  flaws: readonly PlantedFlaw[];
  rank: number;
}

export interface TaskSetPlan {
  kind: FlawKind;
  /** Outputs of a task, gold or open. */
  outputs: number;
  operators: readonly FlawOperator[];
}

export interface MadeTask {
  id: string;
  kind: FlawKind;
  prompt: string;
  /** In the order in which they are shown. */
  outputs: { id: string; path: string }[];
}

export interface MadeTruth {
  task: string;
  /** Best first. */
  order: string[][];
  /** Operators of each output, by its id. */
  flaws: Record<string, string[]>;
}

export interface MadeTaskSet {
  /** Lines of `tasks.jsonl`. */
  tasks: MadeTask[];
  /** Lines of `truth.jsonl`, which nobody else may see. */
  truth: MadeTruth[];
  files: { path: string; text: string }[];
  /** Lines of sources in which too few flaws could be planted. */
  skipped: number[];
}

const EXTENSIONS: Readonly<Record<FlawKind, string>> = { text: 'md', code: 'txt', conversation: 'json' };
const ID_CHARACTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const ID_LENGTH = 10;
/** Of a candidate that is spoilt: one alone may be outweighed by what else tells candidates apart. */
const MOST_FLAWS = 4;
const LEAST_FLAWS = 2;

/**
 * @param random drawn by nobody else: who can draw it again knows the truth
 * @throws AppError `human/invalid-source` where an open task has another number of outputs than the gold ones, which would tell them
 * apart; `human/no-truth` where no flaws could be planted.
 */
export function makeTaskSet(
  sources: readonly Source[],
  { kind, outputs, operators }: TaskSetPlan,
  random: SeededRandom
): MadeTaskSet {
  const made: MadeTaskSet = { tasks: [], truth: [], files: [], skipped: [] };
  const taken = new Set<string>();
  const newId = (): string => {
    for (;;) {
      const id = Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS[random.below(ID_CHARACTERS.length)]).join('');
      if (!taken.has(id)) {
        taken.add(id);
        return id;
      }
    }
  };
  const other = sources.find((source) => source.outputs.length > 1 && source.outputs.length !== outputs);
  if (other) throw differs(other, outputs);
  const gold = sources.filter(({ isGold }) => isGold).flatMap((source) => source.outputs);
  for (const at of shuffledIndices(sources.length, random)) {
    const source = sources[at]!;
    const donors = gold.filter((one) => !source.outputs.includes(one));
    const levels = levelsOf(source, { outputs, operators, donors }, random);
    if (levels?.length !== outputs) {
      made.skipped.push(source.line);
      continue;
    }
    const task = newId();
    const ids = levels.map(newId);
    const paths = ids.map((id) => `outputs/${id}.${EXTENSIONS[kind]}`);
    const shown = shuffledIndices(levels.length, random).map((level) => ({ id: ids[level]!, path: paths[level]! }));
    made.tasks.push({ id: task, kind, prompt: source.prompt, outputs: shown });
    made.files.push(...levels.map(({ output }, level) => ({ path: paths[level]!, text: output })));
    if (source.isGold)
      made.truth.push({
        task,
        order: ranksOf(levels).map((rank) => ids.filter((_, at) => levels[at]!.rank === rank)),
        flaws: Object.fromEntries(
          levels.map(({ flaws }, level) => [ids[level]!, flaws.map(({ operator }) => operator)])
        )
      });
  }
  if (made.truth.length === 0)
    throw new AppError('human/no-truth', `In no source could ${outputs - 1} flaws be planted.`, {
      hints: ['Ask for fewer outputs of a task, or give longer sources.']
    });
  return { ...made, skipped: made.skipped.toSorted((a, b) => a - b) };
}

/** null where too few flaws can be planted. */
function levelsOf(
  source: Source,
  { outputs, operators, donors }: { outputs: number; operators: readonly FlawOperator[]; donors: readonly string[] },
  random: SeededRandom
): Level[] | null {
  if (source.outputs.length === 1)
    return plantLadder(source.outputs[0]!, operators, outputs, random, donors).map((level, rank) => ({
      ...level,
      rank
    }));
  if (!source.isGold) return source.outputs.map((output) => ({ output, flaws: [], rank: 0 }));
  const spoilt = new Set(shuffledIndices(source.outputs.length, random).slice(0, source.outputs.length >> 1));
  const levels = source.outputs.map((output, at): Level => {
    if (!spoilt.has(at)) return { output, flaws: [], rank: 0 };
    return { ...plantLadder(output, operators, MOST_FLAWS + 1, random, donors).at(-1)!, rank: 1 };
  });
  return levels.every(({ flaws, rank }) => rank === 0 || flaws.length >= LEAST_FLAWS) ? levels : null;
}

const ranksOf = (levels: readonly Level[]): number[] =>
  [...new Set(levels.map(({ rank }) => rank))].toSorted((a, b) => a - b);

const differs = ({ line, outputs: { length } }: Source, outputs: number): AppError =>
  new AppError(
    'human/invalid-source',
    `Line ${line}: /outputs has ${length} candidates, and tasks with a known order have ${outputs}: the number would tell them apart.`,
    { hints: [`Give ${outputs} candidates.`], details: { line, path: '/outputs' } }
  );
