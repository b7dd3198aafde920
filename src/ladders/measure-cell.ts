// Builds a cell's submission and scores it whole, gates included, as a validator would.
import { LIFT_PROTOCOL, type LiftProtocol } from '#lib/core/lift/protocol.ts';
import { chooseRows } from '#lib/core/lift/spoil-rows.ts';
import { deriveSeeds } from '#lib/core/mechanism/derive-seeds.ts';
import type { ModelRuntime } from '#lib/core/model/model-runtime.ts';
import type { ReferenceModel } from '#lib/core/model/reference-model.ts';
import { seededRandom, shuffledIndices } from '#lib/core/model/seeded-random.ts';
import type { RowsSpec } from '#lib/core/request/rows-body.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { scoreDataset } from '#lib/core/lift/score-dataset.ts';
import type { Cell } from './cell.ts';
import { CORRUPTIONS, withTypos, type Ingredients } from './corruptions.ts';
import type { LadderDomain, LadderRow } from './ladder-domain.ts';
import { formFamily, inForm, SURFACE_FORMS, TYPOS } from './surface.ts';

export interface LadderSizes {
  benchmarkRows: number;
  submissionRows: number;
}

/** The rows of one draw: benchmark and submission share none. */
export interface Draw {
  benchmark: LadderRow[];
  submission: LadderRow[];
}

export function drawRows(rows: readonly LadderRow[], draw: number, sizes: LadderSizes): Draw {
  const order = shuffledIndices(rows.length, seededRandom(1000 + draw)).map((index) => rows[index]!);
  const { benchmarkRows, submissionRows } = sizes;
  return {
    benchmark: order.slice(0, benchmarkRows),
    submission: order.slice(benchmarkRows, benchmarkRows + submissionRows)
  };
}

const LADDER_REQUEST: Omit<RowsSpec, 'title' | 'domain' | 'rows'> = {
  format: 'assay/request/1',
  mechanism: 'lift',
  kind: 'text',
  description: 'Rows of one domain, spoilt to a known degree.',
  schema: {
    type: 'object',
    required: ['input', 'output'],
    properties: { input: { type: 'string' }, output: { type: 'string' } }
  },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  maxBytes: 50_000_000,
  license: 'CC0-1.0',
  constraints: []
};

/** The submission of a cell, or null where the domain cannot be spoilt so. */
export function cellRows(cell: Cell, submission: readonly LadderRow[], ingredients: Ingredients): LadderRow[] | null {
  if (cell.family === TYPOS) return withTypos(submission, cell.grade, ingredients.random);
  const form = SURFACE_FORMS.find((one) => formFamily(one) === cell.family);
  if (form) return inForm(submission, form);
  const corruption = CORRUPTIONS.find(({ family }) => family === cell.family);
  if (!corruption) return [...submission];
  const chosen = chooseRows(submission.length, cell.grade, seededRandom(2000 + cell.draw));
  return corruption.spoil(submission, chosen, ingredients);
}

export async function measureCell(
  cell: Pick<Cell, 'draw'>,
  domain: Pick<LadderDomain, 'name'>,
  rows: readonly LadderRow[],
  benchmark: readonly LadderRow[],
  edges: {
    runtime: ModelRuntime;
    reference: ReferenceModel;
    protocol?: LiftProtocol;
    /** Rows that everybody has. */
    practice?: readonly LadderRow[];
    signal?: AbortSignal;
  }
): Promise<LiftResult> {
  const outcome = await scoreDataset(
    {
      spec: {
        ...LADDER_REQUEST,
        title: domain.name,
        domain: domain.name,
        rows: { min: 1, max: rows.length }
      },
      data: toJsonl(rows),
      benchmark: toJsonl(benchmark),
      ...(edges.practice && { practice: toJsonl(edges.practice) }),
      seeds: deriveSeeds({
        blockHash: `0x${'0'.repeat(64)}`,
        submissionId: `${domain.name} ${cell.draw}`,
        count: LIFT_PROTOCOL.seeds
      })
    },
    { ...edges, now: () => performance.now() }
  );
  if ('cancelled' in outcome) throw edges.signal?.reason;
  return outcome;
}

function toJsonl(rows: readonly LadderRow[]): Uint8Array {
  return new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
