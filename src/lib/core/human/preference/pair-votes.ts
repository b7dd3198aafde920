// Rankings as weighted votes on pairs of a task's outputs.
import type { Vote } from '../score/consensus-order.ts';
import { NOT_JUDGED } from '../score/order.ts';
import type { PairVotes } from './davidson.ts';

/** A pair that a labeler did not judge both outputs of has no vote of it. */
export function pairVotes(votes: readonly Vote[], outputs: number): PairVotes {
  const table = () => Array.from({ length: outputs }, () => new Array<number>(outputs).fill(0));
  const [wins, ties] = [table(), table()];
  for (const { ranks, weight } of votes)
    for (let i = 0; i < outputs; i++)
      for (let j = i + 1; j < outputs; j++) {
        const [a, b] = [ranks[i]!, ranks[j]!];
        if (a === NOT_JUDGED || b === NOT_JUDGED) continue;
        if (a < b) wins[i]![j]! += weight;
        else if (a > b) wins[j]![i]! += weight;
        else {
          ties[i]![j]! += weight;
          ties[j]![i]! += weight;
        }
      }
  return { wins, ties };
}
