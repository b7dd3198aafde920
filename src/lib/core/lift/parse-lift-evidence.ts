// Reads the evidence of a lift result of unknown origin: its shape is checked before anything in it is believed.
import * as v from 'valibot';
import { AppError } from '../error/app-error.ts';
import type { LiftEvidence } from './lift-evidence.ts';

const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const whole = v.pipe(finite, v.integer(), v.minValue(0));
const ci95 = v.tuple([finite, finite]);
const measure = v.object({ bitsPerByte: finite, ci95 });

const pairing = v.object({
  submission: measure,
  trusted: measure,
  rows: v.pipe(
    v.array(v.object({ line: whole, bitsPerByte: finite, isForeign: v.boolean(), relevance: v.optional(share) })),
    v.maxLength(1000)
  )
});

const seedRun = v.object({
  seed: whole,
  trainedBitsPerByte: finite,
  liftBitsPerByte: finite,
  conditionalGainBitsPerByte: v.optional(finite),
  losses: v.pipe(v.array(finite), v.maxLength(10_000)),
  parametersHash: v.string()
});

const LiftEvidenceSchema = v.object({
  countedShare: share,
  measurement: v.nullable(
    v.object({
      lift: measure,
      liftShare: v.object({ value: finite, ci95 }),
      conditionalGain: v.optional(measure),
      rowPairing: pairing,
      unit: v.optional(v.literal('pair')),
      baseline: v.object({ bitsPerByte: finite }),
      trained: v.object({ bitsPerByte: finite }),
      perSeed: v.pipe(v.array(seedRun), v.maxLength(16)),
      parametersHash: v.string(),
      tokens: whole
    })
  ),
  reference: v.object({ cid: v.string() }),
  rows: whole,
  benchmarkRows: whole,
  backend: v.picklist(['wasm', 'webgpu', 'native']),
  threads: whole,
  tokensPerSecond: finite
});

/** @throws AppError `report/malformed` naming the field. */
export function parseLiftEvidence(evidence: unknown): LiftEvidence {
  const result = v.safeParse(LiftEvidenceSchema, evidence);
  if (result.success) return result.output as LiftEvidence;
  const issue = result.issues[0];
  throw new AppError(
    'report/malformed',
    `This is no result of lift: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}.`,
    {
      hints: ['It counts as no evidence.']
    }
  );
}
