// Writes docs/surface.md from the results.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import type { CellResult } from './cell.ts';
import type { LadderDomain } from './ladder-domain.ts';
import { formsTable, guardedTable } from './surface-table.ts';
import { LEAST_OF_LIFT, summariseSurface } from './summarise-surface.ts';

const FILE = 'docs/surface.md';
/** From here on the document is kept: the record of an experiment, whose measurements are not among these results. */
const RECORD = '\n## Short outputs\n';

export function publishSurface(results: readonly CellResult[], domains: readonly LadderDomain[]): void {
  const ofDomain = ({ domain }: CellResult) => domains.findIndex(({ name }) => name === domain);
  const summaries = summariseSurface([...results].sort((left, right) => ofDomain(left) - ofDomain(right)));
  const draws = [...new Set(results.map(({ draw }) => draw))].sort((left, right) => left - right);
  const judged = summaries.filter(({ family }) => family.startsWith('form: '));
  const short = judged.filter(({ leastOfLift }) => leastOfLift < LEAST_OF_LIFT);
  const earlier = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const record = earlier.includes(RECORD) ? earlier.slice(earlier.indexOf(RECORD)) : '';
  writeFileSync(
    FILE,
    `# Surface: does the score follow what rows say, or how they look?

Written by \`npm run ladders -- --surface --publish\`. The same content in another form, and typos: the score should be worth
what training says, at least ${LEAST_OF_LIFT} x the clean score x its lift share / the clean lift share. Version
${LIFT_PROTOCOL.version}; 200 benchmark rows, 400 submitted rows, ${draws.length === 1 ? 'draw' : 'draws'} ${draws.join(', ')}, ${results.length} results.
No constant of the measure was chosen on these domains (the exceptions that [the measure](lift.md) records aside). A form that changes fewer than four fifths of a domain's rows is not
measured there.

${domains.map(({ name, source, isKnowledge }) => `- **${name}**${isKnowledge ? ' (knowledge)' : ''}: ${source}`).join('\n')}

**${judged.length - short.length} of ${judged.length} forms keep what their lift is worth.** ${short.length === 0 ? '' : `Short of it: ${short.map(({ domain, family }) => `${domain}, ${family.replace('form: ', '')}`).join('; ')}.`}

${formsTable(summaries)}

## What must still fall

A rule that lets other forms through must not let other content through. "Off domain beside shuffled pairs": half of the
spoilt rows pair well and belong to another domain, the other half belong to this one and do not pair.

${guardedTable(summaries)}
${record}`
  );
}
