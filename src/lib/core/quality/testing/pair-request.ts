// A request for input and output pairs, and its rows through the gates.
import { jsonlText } from '../../dataset/write-jsonl.ts';
import type { RowsSpec } from '../../request/rows-body.ts';
import { checkDataset, type CheckedDataset, type DatasetToCheck } from '../check-dataset.ts';
import type { GateName } from '../gate-name.ts';
import type { GateResult } from '../../gate/gate-result.ts';

export const PAIR_REQUEST: RowsSpec = {
  format: 'assay/request/1',
  mechanism: 'lift',
  title: 'Sums',
  kind: 'text',
  domain: 'arithmetic',
  description: 'Word problems with their answers.',
  schema: {
    type: 'object',
    required: ['input', 'output'],
    properties: { input: { type: 'string' }, output: { type: 'string' } }
  },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 2, max: 1000 },
  maxBytes: 1_000_000,
  license: 'CC0-1.0',
  constraints: []
};

export const jsonl = (rows: unknown[]): Uint8Array => new TextEncoder().encode(jsonlText(rows));

/** Checks rows under {@link PAIR_REQUEST}, against `benchmark` rows where given. */
export const checkRows = (
  rows: unknown[],
  { benchmark, ...more }: Partial<Omit<DatasetToCheck, 'data' | 'benchmark'>> & { benchmark?: unknown[] } = {}
): Promise<CheckedDataset> =>
  checkDataset({
    spec: PAIR_REQUEST,
    data: jsonl(rows),
    benchmark: benchmark === undefined ? null : jsonl(benchmark),
    ...more
  });

export function gate({ gates }: Pick<CheckedDataset, 'gates'>, name: GateName): GateResult {
  const found = gates.find((result) => result.name === name);
  if (found === undefined) throw new Error(`There is no gate ${name}.`);
  return found;
}
