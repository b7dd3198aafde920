// Writes docs/ladders.md and its picture from the results.
import { writeFileSync } from 'node:fs';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import type { CellResult } from './cell.ts';
import { laddersSvg } from './ladders-svg.ts';
import type { LadderDomain } from './ladder-domain.ts';
import { summariseLadders } from './summarise-ladders.ts';
import { summaryTable } from './summary-table.ts';

export function publishLadders(results: readonly CellResult[], domains: readonly LadderDomain[]): void {
  const summaries = summariseLadders(results);
  const draws = [...new Set(results.map(({ draw }) => draw))].sort((left, right) => left - right);
  const seconds = results.filter(({ measures }) => measures).map(({ seconds }) => seconds);
  const medianSeconds = seconds.sort((left, right) => left - right)[Math.floor(seconds.length / 2)] ?? 0;
  writeFileSync('docs/images/ladders.svg', laddersSvg(summaries));
  writeFileSync(
    'docs/ladders.md',
    `# Ladders: is the measure true?

Written by \`npm run ladders\`. Rows of known worth are spoilt to a known degree, scored whole (gates included, native
backend), and the order of the scores is compared with the known one. Version ${LIFT_PROTOCOL.version}; 200 benchmark
rows, 400 submitted rows, ${draws.length === 1 ? 'draw' : 'draws'} ${draws.join(', ')}, ${results.length} results, median ${medianSeconds.toFixed(0)} s for one that was trained.

No constant of training and score was chosen on these domains (the exception that [the measure](lift.md) records aside). The
limits of the gates were: they were looked at on all ladder domains, so that clean rows pass.

${domains.map(({ name, source, isKnowledge }) => `- **${name}**${isKnowledge ? ' (knowledge)' : ''}: ${source}`).join('\n')}

![Score against the share of spoilt rows, one panel a domain](images/ladders.svg)

Mean score over the draws with its mean 95 % interval. Spearman: worst draw; the known order of a leak is "clean, then all
others alike". Half parted: draws in which the intervals of clean and half spoilt rows are disjoint. A family or grade that is
missing was not measured, or cannot be made in that domain.

${summaryTable(summaries)}
`
  );
}
