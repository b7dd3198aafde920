// README.md of a package: a dataset card whose YAML front matter dataset hubs read (huggingface.co/docs/hub/datasets-cards).
import type { DatasetKind } from '../request/rows-body.ts';
import { DATA_PATH, type PackageContents } from './package-contents.ts';

const SIZE_CATEGORIES: [below: number, name: string][] = [
  [1_000, 'n<1K'],
  [10_000, '1K<n<10K'],
  [100_000, '10K<n<100K'],
  [1_000_000, '100K<n<1M']
];
const TAG_OF_KIND: Record<DatasetKind, string> = {
  text: 'text',
  code: 'code',
  conversations: 'conversational',
  preferences: 'preference'
};

/** Markdown with front matter. Strings are written as JSON, which YAML reads, so that no title can break the block. */
export function datasetCard({ spec, requestCid, gates, statistics }: PackageContents): string {
  const front = [
    `pretty_name: ${JSON.stringify(spec.title)}`,
    `license: ${JSON.stringify(spec.license.toLowerCase())}`,
    'task_categories:',
    '  - text-generation',
    `size_categories:`,
    `  - ${sizeCategory(statistics.rows)}`,
    'tags:',
    ...['synthetic', 'assay', TAG_OF_KIND[spec.kind], spec.domain].map((tag) => `  - ${JSON.stringify(tag)}`),
    'configs:',
    '  - config_name: default',
    '    data_files:',
    '      - split: train',
    `        path: ${DATA_PATH}`
  ];
  return `---\n${front.join('\n')}\n---\n\n${sections({ spec, requestCid, gates, statistics })}\n`;
}

function sections({ spec, requestCid, gates, statistics }: Omit<PackageContents, 'data'>): string {
  const { input, output } = statistics;
  const facts = [
    ['Kind', spec.kind],
    ['Domain', spec.domain],
    ['Rows', String(statistics.rows)],
    ['Bytes', String(statistics.sizeBytes)],
    ['Mean input', `${input.meanCharacters} characters`],
    ['Mean output', `${output.meanCharacters} characters`],
    ['Licence', spec.license],
    ['Request', `ipfs://${requestCid}`]
  ];
  return [
    `# ${oneLine(spec.title)}`,
    spec.description,
    '## Facts',
    table(['', ''], facts),
    ...(spec.constraints.length > 0
      ? ['## Constraints', spec.constraints.map((constraint) => `- ${oneLine(constraint)}`).join('\n')]
      : []),
    "## The submitter's own checks",
    table(
      ['Check', 'Passed', 'Finding'],
      gates.map(({ name, pass, detail }) => [name, pass ? 'yes' : 'no', detail])
    ),
    '## Files',
    `\`${DATA_PATH}\` holds the rows (JSON Lines), \`request.json\` what was asked for, \`croissant.json\` the metadata (Croissant 1.0), \`reports/\` the checks.`,
    'Whether this dataset is verified is not decided by this card: the market contract says so, with the reports of its validators.'
  ].join('\n\n');
}

function sizeCategory(rows: number): string {
  return SIZE_CATEGORIES.find(([below]) => rows < below)?.[1] ?? '1M<n<10M';
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
