// Deterministic random numbers for shuffles and initialisation: xoroshiro128+ of pure-rand, integers only, so that every
// engine draws the same bits.
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

export interface SeededRandom {
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
  /** Mean 0, deviation 1: a sum of twelve uniforms (Irwin-Hall), which needs no logarithm or cosine. */
  normal(): number;
}

const UNIFORM_STEPS = 2 ** 24;

export function seededRandom(seed: number): SeededRandom {
  const generator = xoroshiro128plus(seed);
  return randomFrom((bound) => uniformInt(generator, 0, bound - 1));
}

/** All that is drawn, from whole numbers that are. */
export function randomFrom(below: SeededRandom['below']): SeededRandom {
  return {
    below,
    normal: () => {
      let sum = 0;
      for (let draw = 0; draw < 12; draw++) sum += below(UNIFORM_STEPS);
      return sum / UNIFORM_STEPS - 6;
    }
  };
}

/** 0 ... count - 1 in an order drawn by Fisher and Yates. */
export function shuffledIndices(count: number, random: SeededRandom): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
