// A result as JSON, in both forms there are. `assay/verdict/2` has lift's evidence between its other fields; `assay/result/1`
// names its mechanism and keeps the evidence apart.
import * as v from 'valibot';
import type { Result } from './result.ts';

const MAX_GATES = 64;
const MAX_SEEDS = 64;

const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const whole = v.pipe(finite, v.integer(), v.minValue(0));

const gate = v.object({
  name: v.string(),
  pass: v.boolean(),
  value: finite,
  limit: finite,
  unit: v.string(),
  leftOut: whole,
  detail: v.string(),
  findings: v.pipe(
    v.array(v.object({ line: whole, path: v.optional(v.string()), message: v.string() })),
    v.maxLength(50)
  )
});

const common = {
  protocol: v.string(),
  score: share,
  interval95: v.tuple([share, share]),
  reason: v.string(),
  gates: v.pipe(
    v.array(gate),
    v.maxLength(MAX_GATES),
    v.check((gates) => new Set(gates.map(({ name }) => name)).size === gates.length, 'names a gate twice')
  ),
  seeds: v.pipe(v.array(whole), v.maxLength(MAX_SEEDS))
};

const VerdictSchema = v.looseObject({ format: v.literal('assay/verdict/2'), ...common });
const ResultSchema = v.object({
  format: v.literal('assay/result/1'),
  mechanism: v.string(),
  ...common,
  evidence: v.unknown()
});

/** Either form of a result; its evidence is not looked into. Its output is what {@link readResult} takes. */
export const ResultDocumentSchema = v.variant('format', [VerdictSchema, ResultSchema]);
export type ResultDocument = v.InferOutput<typeof ResultDocumentSchema>;

const COMMON_FIELDS = new Set(['format', ...Object.keys(common)]);

export function readResult(document: ResultDocument): Result {
  if (document.format === 'assay/result/1') return document as Result;
  const fields = Object.entries(document);
  const evidence = Object.fromEntries(fields.filter(([name]) => !COMMON_FIELDS.has(name)));
  const rest = Object.fromEntries(fields.filter(([name]) => COMMON_FIELDS.has(name)));
  return { mechanism: 'lift', ...rest, evidence } as unknown as Result;
}

/** The JSON of a result: of one that was read, what was read. */
export function resultDocument(result: Result): Record<string, unknown> {
  if (result.format === 'assay/result/1') return { ...result };
  const { mechanism: _, evidence, ...common } = result;
  return { ...common, ...(evidence as object) };
}
