// Who works in the demonstration crew: development accounts of the local chain, and what each miner's data is like.
import {
  toJsonl,
  withNoise,
  withShuffledAnswers,
  wordProblems,
  type WordProblem
} from '../../core/demo/word-problems.ts';

export const CREW_REQUESTER = 'Requester';
export const CREW_VALIDATORS = ['Alice', 'Bob', 'Charlie'] as const;
export const CREW_ROWS = 400;
export const CREW_BENCHMARK_ROWS = 100;

interface CrewMiner {
  name: string;
  /** What its data is like, for people. */
  says: string;
  spoil: (rows: WordProblem[], seed: number) => WordProblem[];
}

/** In the order they are hired. */
export const CREW_MINERS: readonly CrewMiner[] = [
  { name: 'Dave', says: 'clean problems', spoil: (rows) => rows },
  {
    name: 'Eve',
    says: 'problems of which half have the answer of another one',
    spoil: (rows, seed) => withShuffledAnswers(rows, 0.5, seed)
  },
  {
    name: 'Ferdie',
    says: 'problems with three letters in ten replaced',
    spoil: (rows, seed) => withNoise(rows, 0.3, seed)
  }
];

const SEEDS_PER_REQUEST = 10;

/** Rows nobody gave to an earlier request, JSONL; the same again for the same request. */
export function crewDataset(miner: CrewMiner, requestId: number): Uint8Array {
  const seed = (requestId + 1) * SEEDS_PER_REQUEST + 2 * CREW_MINERS.indexOf(miner);
  return toJsonl(miner.spoil(wordProblems(CREW_ROWS, seed), seed + 1));
}

/** The hidden rows of a request. @param seed of fresh randomness: nobody may know them. */
export const crewBenchmark = (seed: number): Uint8Array => toJsonl(wordProblems(CREW_BENCHMARK_ROWS, seed));
