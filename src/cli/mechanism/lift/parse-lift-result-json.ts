// Reads back what `assay score --json` printed, as far as two results are compared.
import * as v from 'valibot';
import { parseStrictJson } from '#lib/core/encoding/strict-json.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ComparableLiftResult } from '#lib/core/lift/compare-lift-results.ts';

const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(finite, v.integer(), v.minValue(0));
const ends = v.tuple([finite, finite]);
const measure = v.object({ bitsPerByte: finite, ci95: ends });

const Measured = v.object({
  unit: v.optional(v.literal('pair')),
  lift: measure,
  liftShare: v.object({ value: finite, ci95: ends }),
  rowPairing: v.object({
    submission: measure,
    trusted: measure,
    rows: v.array(v.object({ line: whole, bitsPerByte: finite, isForeign: v.boolean() }))
  }),
  conditionalGain: v.union([
    measure,
    v.pipe(
      v.object({ bitsPerByte: v.null() }),
      v.transform(() => undefined)
    )
  ]),
  baseline: v.object({ bitsPerByte: finite }),
  trained: v.object({ bitsPerByte: finite }),
  parametersHash: v.string(),
  tokens: whole
});

const Printed = v.object({
  protocol: v.string(),
  score: finite,
  interval95: ends,
  countedShare: finite,
  gates: v.array(v.object({ name: v.string(), pass: v.boolean(), leftOut: whole })),
  seeds: v.pipe(v.array(whole), v.minLength(1)),
  reference: v.object({ cid: v.string() }),
  rows: whole,
  benchmarkRows: whole,
  backend: v.picklist(['wasm', 'webgpu', 'native']),
  /** null where a gate failed and nothing was trained. */
  parametersHash: v.nullable(v.string())
});

const MOST_LEVELS = 32;

/** @throws AppError `input/not-a-verdict` naming the field. */
export function parseLiftResultJson(bytes: Uint8Array): ComparableLiftResult {
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    json = parseStrictJson(text, { name: 'The document', maxDepth: MOST_LEVELS, code: 'input/not-a-verdict' });
  } catch (cause) {
    throw notAVerdict(cause instanceof AppError ? cause.short.replace(/\.$/, '') : 'it is not UTF-8', cause);
  }
  const { protocol, score, interval95, gates, seeds, parametersHash, ...evidence } = parsed(Printed, json);
  const measurement = parametersHash === null ? null : { ...parsed(Measured, json), perSeed: [] };
  return { protocol, score, interval95, gates, seeds, evidence: { ...evidence, measurement } };
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, json: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw notAVerdict(`${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`);
}

function notAVerdict(why: string, cause?: unknown): AppError {
  return new AppError('input/not-a-verdict', `This is not what assay score --json prints: ${why}.`, { cause });
}
