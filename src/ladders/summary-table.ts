// The ladders as a Markdown table.
import type { LadderSummary } from './summarise-ladders.ts';

export function summaryTable(summaries: readonly LadderSummary[]): string {
  const grades = summaries[0]?.scores.map(({ grade }) => grade) ?? [];
  const head = [
    'domain',
    'family',
    ...grades.map((grade) => (grade === 0 ? 'clean' : `${grade * 100} %`)),
    'Spearman',
    'half parted',
    'best spoilt / clean'
  ];
  const rows = summaries.map(({ domain, family, scores, spearman, halfParted, highestShareOfClean }) => [
    domain,
    family,
    ...scores.map(({ score, low, high }) => `${score.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`),
    Number.isNaN(spearman) ? 'no spread' : spearman.toFixed(2),
    `${halfParted[0]} of ${halfParted[1]}`,
    highestShareOfClean.toFixed(2)
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
