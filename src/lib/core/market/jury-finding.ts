// What a jury's revealed verdicts say, as the contract counts them: docs/market.md, "Challenges".
import type { Challenge } from './market-state.ts';

/** 3 * 1.4826, in thousandths of the median absolute deviation. */
const MAD_FACTOR_MILLI = 4448;

export interface JuryFinding {
  /** Median of the tickets' scores, in ppm. */
  medianPpm: number;
  /** Largest distance from it that is still the same, in ppm. */
  tolerancePpm: number;
  /** Seats of the tickets within it, a seat as often as it holds one. */
  agreeingSeats: number[];
}

/**
 * @param floorPpm distance that is always tolerated, `outlierFloorPpm` of the terms.
 * @returns null where not more than half of the tickets were revealed, or not more than half of those agree.
 */
export function juryFinding(
  { tickets, jurors }: Pick<Challenge, 'tickets' | 'jurors'>,
  floorPpm: number
): JuryFinding | null {
  const scoreOf = new Map(
    jurors.flatMap(({ seat, scorePpm }) => (scorePpm === null ? [] : [[seat, scorePpm] as const]))
  );
  const given = tickets.flatMap((seat) => (scoreOf.has(seat) ? [{ seat, scorePpm: scoreOf.get(seat)! }] : []));
  if (given.length * 2 <= tickets.length) return null;
  const medianPpm = lowerMedian(given.map(({ scorePpm }) => scorePpm));
  const distanceOf = (scorePpm: number) => Math.abs(scorePpm - medianPpm);
  const spread = lowerMedian(given.map(({ scorePpm }) => distanceOf(scorePpm)));
  const tolerancePpm = Math.max(floorPpm, Math.floor((spread * MAD_FACTOR_MILLI) / 1000));
  const agreeingSeats = given.filter(({ scorePpm }) => distanceOf(scorePpm) <= tolerancePpm).map(({ seat }) => seat);
  return agreeingSeats.length * 2 > given.length ? { medianPpm, tolerancePpm, agreeingSeats } : null;
}

/** The least value at which half of them are reached. */
const lowerMedian = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
