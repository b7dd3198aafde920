// What a panel says of a task: each output's median place. A median moves only within what the middle of the votes says, so two
// of five cannot move it out of what the three others gave.
import { NOT_JUDGED, type Ranks } from './order.ts';
import { weightedMedian } from './weighted-median.ts';

/** A labeler's view of one task, and what its vote weighs. */
export interface Vote {
  ranks: Ranks;
  weight: number;
}

/**
 * Per output the weighted median of its places, 0 best and 1 worst, ties sharing the middle of their places, and NaN where nobody
 * judged it.
 */
export function medianPlaces(votes: readonly Vote[], outputs: number): number[] {
  const places = votes.map(({ ranks }) => placesOf(ranks));
  return Array.from({ length: outputs }, (_, output) => {
    const voted = [...votes.keys()].filter((vote) => !Number.isNaN(places[vote]![output]!));
    const found = weightedMedian(
      voted.map((vote) => places[vote]![output]!),
      voted.map((vote) => votes[vote]!.weight)
    );
    return found ?? NaN;
  });
}

/** The order of median places; equal places are ties. */
export function consensusOrder(votes: readonly Vote[], outputs: number): Ranks {
  const places = medianPlaces(votes, outputs);
  const levels = [...new Set(places.filter((place) => !Number.isNaN(place)))].toSorted((a, b) => a - b);
  return Int8Array.from(places, (place) => (Number.isNaN(place) ? NOT_JUDGED : levels.indexOf(place)));
}

/** In [0, 1] among the outputs that the labeler judged; NaN for the others and where it judged one alone. */
function placesOf(ranks: Ranks): number[] {
  const judged = ranks.reduce((count, rank) => count + (rank === NOT_JUDGED ? 0 : 1), 0);
  return Array.from(ranks, (rank) => {
    if (rank === NOT_JUDGED || judged < 2) return NaN;
    let [before, equal] = [0, 0];
    for (const other of ranks) {
      if (other === NOT_JUDGED) continue;
      if (other < rank) before++;
      else if (other === rank) equal++;
    }
    return (before + (equal - 1) / 2) / (judged - 1);
  });
}
