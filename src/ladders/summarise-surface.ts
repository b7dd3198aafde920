// Does the score follow lift where only the form changed? Each cell against the clean rows of its own draw.
import type { CellResult } from './cell.ts';

/** A form may cost this part of the score beyond what lift itself says that it costs. */
export const LEAST_OF_LIFT = 0.7;

export interface SurfaceSummary {
  domain: string;
  family: string;
  /** Share of spoilt rows, or of mistyped characters. */
  grade: number;
  /** Means over the draws. */
  score: number;
  liftShare: number;
  /** The lift share as a part of the clean rows'. */
  liftOfClean: number;
  /** The score as a part of the clean rows'. */
  scoreOfClean: number;
  /** Least part of `score / clean score` over `lift share / clean lift share` among the draws. */
  leastOfLift: number;
  draws: number;
}

/** One summary per domain, family and grade, in the order in which they first appear; clean rows first in each domain. */
export function summariseSurface(results: readonly CellResult[]): SurfaceSummary[] {
  const keys = [...new Set(results.map(({ domain, family, grade }) => JSON.stringify([domain, family, grade])))];
  return keys.flatMap((key) => {
    const [domain, family, grade] = JSON.parse(key) as [string, string, number];
    const pairs = results
      .filter((cell) => cell.domain === domain && cell.family === family && cell.grade === grade)
      .flatMap((cell) => {
        const clean = results.find(
          (other) => other.domain === domain && other.draw === cell.draw && other.family === 'clean'
        );
        return clean && clean.score > 0 ? [{ cell, clean }] : [];
      });
    if (pairs.length === 0) return [];
    const mean = (of: (pair: (typeof pairs)[number]) => number) =>
      pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
    const lift = ({ measures }: CellResult) => Math.max(0, measures?.liftShare ?? 0);
    const liftOfClean = ({ cell, clean }: (typeof pairs)[number]) => lift(cell) / lift(clean);
    const scoreOfClean = ({ cell, clean }: (typeof pairs)[number]) => cell.score / clean.score;
    return [
      {
        domain,
        family,
        grade,
        score: mean(({ cell }) => cell.score),
        liftShare: mean(({ cell }) => lift(cell)),
        liftOfClean: mean(liftOfClean),
        scoreOfClean: mean(scoreOfClean),
        leastOfLift: Math.min(
          ...pairs.map((pair) => (liftOfClean(pair) > 0 ? scoreOfClean(pair) / liftOfClean(pair) : 1))
        ),
        draws: pairs.length
      }
    ];
  });
}
