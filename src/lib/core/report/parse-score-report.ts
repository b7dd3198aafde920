// Reads a score report of unknown origin: its shape is checked before anything in it is believed. What the result rests on is its
// mechanism's to check (`Mechanism.parseEvidence`).
import * as v from 'valibot';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { MAX_SUBMISSIONS } from '../market/market-constants.ts';
import type { Result } from '../mechanism/result.ts';
import { readResult, ResultDocumentSchema } from '../mechanism/result-document.ts';
import type { ScoreReport } from './score-report.ts';
import { UnreadableSchema } from './unreadable.ts';

const whole = v.pipe(v.number(), v.finite(), v.integer(), v.minValue(0));

const frame = {
  request: v.object({ id: v.string(), cid: v.string() }),
  submission: v.object({ index: whole, packageCid: v.string(), miner: v.string() }),
  benchmark: v.object({ commitment: v.string() }),
  seedBlock: v.object({ number: whole, hash: v.string() }),
  earlierUnread: v.optional(v.pipe(v.array(whole), v.maxLength(MAX_SUBMISSIONS))),
  validator: v.object({ hotkey: v.string(), uid: whole }),
  signature: v.optional(v.string())
};

const chain = { genesisHash: v.string(), netuid: whole, specVersion: whole };
const market = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{40}$/, 'must be an address in lower case'));

const ScoreReportSchema = v.variant('format', [
  v.object({ format: v.literal('assay/report/1'), verdict: ResultDocumentSchema, ...frame, chain: v.object(chain) }),
  v.object({ format: v.literal('assay/report/2'), result: ResultDocumentSchema, ...frame, chain: v.object(chain) }),
  v.object({
    format: v.literal('assay/report/3'),
    result: ResultDocumentSchema,
    unreadable: v.optional(UnreadableSchema),
    ...frame,
    chain: v.object({ ...chain, market })
  })
]);

/** Evidence is the deepest part, and has a few. */
const MOST_LEVELS = 32;

/** Most bytes a report may have. */
export const MAX_REPORT_BYTES = 4 << 20;

/** @throws AppError `report/malformed` naming the field. */
export function parseScoreReport(bytes: Uint8Array): ScoreReport {
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    json = parseStrictJson(text, { name: 'The document', maxDepth: MOST_LEVELS, code: 'report/malformed' });
  } catch (cause) {
    throw malformed(cause instanceof AppError ? cause.short.replace(/\.$/, '') : 'it is not UTF-8', cause);
  }
  const parsed = v.safeParse(ScoreReportSchema, json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw malformed(`${v.getDotPath(issue) ?? 'the document'}: ${issue.message}`);
  }
  const report = parsed.output;
  if (report.format === 'assay/report/1') {
    const { verdict, ...rest } = report;
    return { ...rest, result: readResult(verdict) };
  }
  if (report.format === 'assay/report/2') return { ...report, result: readResult(report.result) };
  const { unreadable, ...rest } = report;
  const result = readResult(report.result);
  if (unreadable === undefined) return { ...rest, result };
  if (!isNothingMeasured(result))
    throw malformed('unreadable: what cannot be read has a score of 0 and nothing measured');
  return { ...rest, result, unreadable };
}

function isNothingMeasured({ format, score, interval95, gates, evidence }: Result): boolean {
  const isEmpty = typeof evidence === 'object' && evidence !== null && Object.keys(evidence).length === 0;
  const isZero = score === 0 && interval95.every((bound) => bound === 0);
  return format === 'assay/result/1' && isZero && gates.length === 0 && isEmpty;
}

function malformed(why: string, cause?: unknown): AppError {
  return new AppError('report/malformed', `This is not a score report: ${why}.`, {
    hints: ['It counts as no evidence.'],
    cause
  });
}
