// Reads a score report of unknown origin: its shape is checked before anything in it is believed.
import * as v from 'valibot';
import { AppError } from '../error/app-error.ts';
import type { ScoreReport } from './score-report.ts';

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

const ci95 = v.tuple([finite, finite]);
const measure = v.object({ bitsPerByte: finite, ci95 });

const pairing = v.object({
  submission: measure,
  trusted: measure,
  rows: v.pipe(v.array(v.object({ line: whole, bitsPerByte: finite, isForeign: v.boolean() })), v.maxLength(1000))
});

const seedRun = v.object({
  seed: whole,
  trainedBitsPerByte: finite,
  liftBitsPerByte: finite,
  conditionalGainBitsPerByte: finite,
  losses: v.pipe(v.array(finite), v.maxLength(10_000)),
  parametersHash: v.string()
});

const ScoreReportSchema = v.object({
  format: v.literal('assay/report/1'),
  request: v.object({ id: v.string(), cid: v.string() }),
  submission: v.object({ index: whole, packageCid: v.string(), miner: v.string() }),
  benchmark: v.object({ commitment: v.string() }),
  seedBlock: v.object({ number: whole, hash: v.string() }),
  verdict: v.object({
    format: v.literal('assay/verdict/2'),
    protocol: v.string(),
    score: share,
    interval95: v.tuple([share, share]),
    countedShare: share,
    reason: v.string(),
    gates: v.array(gate),
    measurement: v.nullable(
      v.object({
        lift: measure,
        liftShare: v.object({ value: finite, ci95 }),
        conditionalGain: measure,
        rowPairing: pairing,
        unit: v.optional(v.literal('pair')),
        baseline: v.object({ bitsPerByte: finite }),
        trained: v.object({ bitsPerByte: finite }),
        perSeed: v.pipe(v.array(seedRun), v.maxLength(16)),
        parametersHash: v.string(),
        tokens: whole
      })
    ),
    seeds: v.array(whole),
    reference: v.object({ cid: v.string() }),
    rows: whole,
    benchmarkRows: whole,
    backend: v.picklist(['wasm', 'webgpu', 'native']),
    threads: whole,
    tokensPerSecond: finite
  }),
  earlierUnread: v.optional(v.pipe(v.array(whole), v.maxLength(64))),
  validator: v.object({ hotkey: v.string(), uid: whole }),
  chain: v.object({ genesisHash: v.string(), netuid: whole, specVersion: whole }),
  signature: v.optional(v.string())
});

/** Most bytes a report may have. */
export const MAX_REPORT_BYTES = 4 << 20;

/** @throws AppError `report/malformed` naming the field. */
export function parseScoreReport(bytes: Uint8Array): ScoreReport {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw malformed('it is not JSON', cause);
  }
  const result = v.safeParse(ScoreReportSchema, json);
  if (result.success) return result.output as ScoreReport;
  const issue = result.issues[0];
  throw malformed(`${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`);
}

function malformed(why: string, cause?: unknown): AppError {
  return new AppError('report/malformed', `This is not a score report: ${why}.`, {
    hints: ['It counts as no evidence.'],
    cause
  });
}
