// From the cells' scores to the two questions: is the order kept, and do the intervals of neighbouring grades part?
import type { CellResult } from './cell.ts';
import { CORRUPTIONS } from './corruptions.ts';
import { rankCorrelation } from './rank-correlation.ts';

export interface LadderSummary {
  domain: string;
  family: string;
  isAttack: boolean;
  /** Mean score over the draws, one a grade, clean first. */
  scores: { grade: number; score: number; low: number; high: number }[];
  /** Worst over the draws: rank correlation of score and soundness. */
  spearman: number;
  /** Draws in which the intervals of clean and half spoilt are disjoint, over all draws. */
  halfParted: [parted: number, draws: number];
  /** The highest score of a spoilt grade as a share of the clean one's, worst over the draws. */
  highestShareOfClean: number;
}

/** One summary per domain and family, in the order in which they first appear. Clean cells have grade 0 and family `clean`. */
export function summariseLadders(results: readonly CellResult[]): LadderSummary[] {
  const domains = [...new Set(results.map(({ domain }) => domain))];
  return domains.flatMap((domain) =>
    CORRUPTIONS.flatMap(({ family, isAttack }) => {
      const draws = [...new Set(results.map(({ draw }) => draw))];
      const ladders = draws
        .map((draw) =>
          results
            .filter((cell) => cell.domain === domain && cell.draw === draw)
            .filter((cell) => cell.family === family || cell.family === 'clean')
            .sort((left, right) => left.grade - right.grade)
        )
        .filter((ladder) => ladder.length > 1 && ladder[0]!.family === 'clean');
      return ladders.length === 0 ? [] : [summarise(domain, family, isAttack, ladders)];
    })
  );
}

function summarise(domain: string, family: string, isAttack: boolean, ladders: CellResult[][]): LadderSummary {
  const grades = ladders[0]!.map(({ grade }) => grade);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    domain,
    family,
    isAttack,
    scores: grades.map((grade, index) => ({
      grade,
      score: mean(ladders.map((ladder) => ladder[index]!.score)),
      low: mean(ladders.map((ladder) => ladder[index]!.interval95[0])),
      high: mean(ladders.map((ladder) => ladder[index]!.interval95[1]))
    })),
    spearman: Math.min(...ladders.map((ladder) => orderKept(ladder, isAttack))),
    halfParted: [ladders.filter(halfIsParted).length, ladders.length],
    highestShareOfClean: Math.max(
      ...ladders.map(([clean, ...spoilt]) => Math.max(...spoilt.map(({ score }) => score)) / clean!.score)
    )
  };
}

/** What the order is known to be: by share of sound rows; of an attack, clean first and all others alike. */
function orderKept(ladder: CellResult[], isAttack: boolean): number {
  const worth = ladder.map(({ grade }) => (isAttack ? Math.sign(-grade) : -grade));
  return rankCorrelation(
    worth,
    ladder.map(({ score }) => score)
  );
}

function halfIsParted(ladder: CellResult[]): boolean {
  const half = ladder.find(({ grade }) => grade === 0.5);
  return half !== undefined && half.interval95[1] < ladder[0]!.interval95[0];
}
