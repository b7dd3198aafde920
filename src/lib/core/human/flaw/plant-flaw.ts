// Plants flaws, and holds each against the output it was planted in: one that nobody could meet is not used.
import { shuffledIndices, type SeededRandom } from '../../model/seeded-random.ts';
import { maskCode } from './mask-code.ts';
import type { Edit, FlawKind, FlawOperator } from './flaw-operator.ts';

export interface PlantedFlaw {
  operator: string;
  strength: number;
  /** What stood at the first place, and what stands there now. */
  before: string;
  after: string;
}

export interface FlawedOutput {
  output: string;
  flaw: PlantedFlaw;
}

/** Null where the operator finds no place, or changes nothing but white space, letter case or comments. */
export function plantFlaw(
  source: string,
  operator: FlawOperator,
  random: SeededRandom,
  donors: readonly string[] = []
): FlawedOutput | null {
  const edits = operator.edits(source, random, donors);
  if (edits === null || edits.length === 0) return null;
  const output = applied(source, edits);
  if (metBy(operator.kind, output) === metBy(operator.kind, source)) return null;
  const [first] = edits.toSorted((a, b) => a.from - b.from);
  return {
    output,
    flaw: {
      operator: operator.name,
      strength: operator.strength,
      before: source.slice(first!.from, first!.to),
      after: first!.after
    }
  };
}

/**
 * Outputs of falling quality, the source first: each has the flaws of the one before and one more. Planted one upon the other, what
 * two outputs have in common says which are neighbours, but not which end is the good one.
 * @returns as many levels as the operators allow, at most `levels`; every operator once
 */
export function plantLadder(
  source: string,
  operators: readonly FlawOperator[],
  levels: number,
  random: SeededRandom,
  donors: readonly string[] = []
): { output: string; flaws: PlantedFlaw[] }[] {
  const ladder: { output: string; flaws: PlantedFlaw[] }[] = [{ output: source, flaws: [] }];
  for (const at of shuffledIndices(operators.length, random)) {
    if (ladder.length === levels) break;
    const last = ladder.at(-1)!;
    const planted = plantFlaw(last.output, operators[at]!, random, donors);
    // One that undoes an earlier one gives an output that is there already.
    if (planted === null || ladder.some(({ output }) => output === planted.output)) continue;
    ladder.push({ output: planted.output, flaws: [...last.flaws, planted.flaw] });
  }
  return ladder;
}

function applied(source: string, edits: readonly Edit[]): string {
  let output = source;
  for (const { from, to, after } of edits.toSorted((a, b) => b.from - a.from))
    output = output.slice(0, from) + after + output.slice(to);
  return output;
}

/** What a reader meets of an output: for code what runs. */
function metBy(kind: FlawKind, output: string): string {
  if (kind !== 'code') return output.toLowerCase().replace(/\s+/g, ' ').trim();
  const { text, isComment } = maskCode(output);
  return [...text]
    .filter((_, at) => !isComment[at])
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}
