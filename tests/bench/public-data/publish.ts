// Writes docs/public-data.md from the results.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { PUBLIC_SOURCES } from './sources.ts';
import { VARIANTS } from './variants.ts';

export interface PublicResult {
  /** 1: the small reference model, 2: SmolLM2-135M. */
  tier: string;
  source: string;
  variant: string;
  /** Protocol and reference model: other ones compare with nothing here. */
  settings: string;
  rows: number;
  benchmarkRows: number;
  score: number;
  interval95: [number, number];
  liftShare: number;
  pairingShare: number;
  baselineBitsPerByte: number;
  seconds: number;
}

const FILE = 'docs/public-data.md';

export async function publishPublicData(results: readonly PublicResult[]): Promise<void> {
  const cell = (tier: string, source: string, variant: string) =>
    results.findLast((one) => one.tier === tier && one.source === source && one.variant === variant);
  const shown = (one: PublicResult | undefined) =>
    one === undefined
      ? 'not measured | |'
      : `${one.score.toFixed(3)} (${one.interval95.map((bound) => bound.toFixed(3)).join(' to ')}) | ${one.liftShare.toFixed(3)} | ${one.pairingShare.toFixed(2)}`;
  const tables = PUBLIC_SOURCES.map(({ name }) => {
    const any = results.find(({ source }) => source === name);
    if (!any) return `## ${name}\n\nNot measured.`;
    const lines = VARIANTS.map(
      ({ name: variant }) => `| ${variant} | ${shown(cell('1', name, variant))} | ${shown(cell('2', name, variant))} |`
    );
    return `## ${name}\n\n${any.rows} rows on ${any.benchmarkRows}.\n\n| rows | small model: score | lift share | pairing | SmolLM2: score | lift share | pairing |\n| - | - | - | - | - | - | - |\n${lines.join('\n')}`;
  });
  const text = `# Public data: scores of rows that nobody here made

Written by \`npm run bench:public -- --publish\`. Rows as they were published, and spoilt in known ways (one draw), scored by both models
natively, without gates. A good measure falls from line to line of the first three, and is nothing for rows of another source.
The small model's constants were chosen without these rows; SmolLM2's steps and first layer were chosen on Alpaca.

${PUBLIC_SOURCES.map(({ name, from, file, sha256 }) => `- **${name}**: ${from} (\`${file}\`, sha256 \`${sha256.slice(0, 16)}…\`)`).join('\n')}

${tables.join('\n\n')}
`;
  writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}
