// Of several answers to other questions the one that a judge of one's own values most.
import type { Example } from '#lib/core/dataset/example.ts';
import type { Attacker } from './attacker.ts';

/** @param answers outputs to choose from; each row is offered `tries` of them */
export async function chosenAnswers(
  attacker: Attacker,
  rows: readonly Example[],
  answers: readonly string[],
  tries: number
): Promise<Example[]> {
  const best = rows.map((row) => ({ row, value: -Infinity }));
  for (let turn = 0; turn < tries; turn++) {
    const candidates = rows.map((row, place) => ({
      ...row,
      output: answers[(place * tries + turn) % answers.length]!
    }));
    (await attacker.values(candidates)).forEach((value, place) => {
      if (value > best[place]!.value) best[place] = { row: candidates[place]!, value };
    });
  }
  return best.map(({ row }) => row);
}
