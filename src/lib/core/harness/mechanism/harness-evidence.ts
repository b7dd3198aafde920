// What a result of a harness rests on, and how evidence of unknown origin is read: its shape is checked before anything in it is
// believed.
import * as v from 'valibot';
import { AppError } from '../../error/app-error.ts';
import { MAX_SUBMISSIONS } from '../../market/market-constants.ts';
import type { OpenedView } from '../../mechanism/opened-entries.ts';
import type { Result } from '../../mechanism/result.ts';
import type { HarnessReport } from '../judge/harness-report.ts';
import { placedFindings } from '../review/placed-findings.ts';
import { OPENED_LIMITS } from './opened-limits.ts';

const MOST_FINDINGS = 100;
const MOST_REASONS = 50;
const MOST_ERRORS = 2000;
const MOST_TEXT = 2000;

const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const whole = v.pipe(finite, v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(MOST_TEXT));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'));
const some = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most));

const place = { request: whole, submission: whole };

const FindingSchema = v.object({
  path: text,
  pattern: text,
  severity: v.picklist(['critical', 'warning', 'info']),
  line: v.nullable(whole),
  column: v.nullable(whole),
  message: v.optional(text)
});

const HarnessEvidenceSchema = v.object({
  /** Who the harness is: SHA-256 of its files. */
  treeHash: hash,
  entryPoint: text,
  files: whole,
  review: v.object({
    accepted: v.boolean(),
    counts: v.object({ critical: whole, warning: whole, info: whole, suspicious: whole }),
    /** Why it was refused, a sentence each. */
    reasons: some(text, MOST_REASONS),
    /** The first ones, the gravest before the others. */
    findings: some(FindingSchema, MOST_FINDINGS)
  }),
  /** How long a run was allowed to take on this machine. */
  wallMs: whole,
  /** Why the runs gave nothing. */
  failure: v.nullable(v.picklist(['budget', 'forbidden', 'crashed', 'clock', 'unusable', 'exit-code'])),
  conversations: whole,
  outputHash: v.nullable(hash),
  /** The third run, with another seed. */
  otherRun: v.nullable(v.object({ seed: whole, conversations: whole, outputHash: hash })),
  differentLines: some(v.object({ line: whole, first: v.nullable(text), second: v.nullable(text) }), 10),
  errorsTail: v.pipe(v.string(), v.maxLength(MOST_ERRORS)),
  similarity: v.object({
    programs: some(
      v.object({
        name: text,
        percent: finite,
        status: v.picklist(['clean', 'needs-review', 'plagiarised']),
        copied: share
      }),
      MAX_SUBMISSIONS + OPENED_LIMITS.most
    ),
    copiedRows: share
  }),
  /** Programs that other requests of the market had opened before. */
  opened: v.object({
    /** What it was held against, by place and content; those opened last come first. */
    read: some(v.object({ ...place, treeHash: hash }), OPENED_LIMITS.most),
    /** What it should have been held against, and nobody here could read. */
    unread: some(v.object(place), OPENED_LIMITS.most)
  }),
  factors: some(
    v.object({
      name: text,
      value: finite,
      weight: v.nullable(share),
      sentence: text,
      examples: some(v.object({ line: whole, value: finite, text }), 10)
    }),
    20
  ),
  lift: v.nullable(
    v.object({
      score: share,
      interval95: v.tuple([share, share]),
      reason: v.string(),
      backend: v.picklist(['wasm', 'webgpu', 'native'])
    })
  ),
  /** Data Fabrication's own score of the same rows, for comparison. */
  upstreamScore: v.nullable(finite),
  /** Of the first run, but for `runMs`, which is that of the longest. Times are this machine's. */
  resources: v.nullable(
    v.object({
      memoryBytes: whole,
      fileBytes: whole,
      fileCount: whole,
      printedBytes: whole,
      startMs: finite,
      runMs: finite
    })
  )
});

export type HarnessEvidence = v.InferOutput<typeof HarnessEvidenceSchema>;
export type OpenedEvidence = HarnessEvidence['opened'];
export type HarnessResult = Result<HarnessEvidence>;

export const openedViewOf = ({ opened }: HarnessEvidence): OpenedView => opened;

export function evidenceOf(
  report: HarnessReport,
  { files, wallMs, opened }: { files: number; wallMs: number; opened: OpenedEvidence }
): HarnessEvidence {
  const { accepted, counts, reasons } = report.review;
  const findings = placedFindings(report.review.files).slice(0, MOST_FINDINGS);
  const { treeHash, entryPoint, failure, conversations, outputHash, otherRun } = report;
  const { differentLines, similarity, factors, lift } = report;
  return {
    treeHash,
    entryPoint,
    files,
    wallMs,
    review: { accepted, counts, reasons: reasons.slice(0, MOST_REASONS).map(cut), findings },
    failure,
    conversations,
    outputHash,
    otherRun,
    differentLines: [...differentLines],
    errorsTail: report.errorsTail.slice(-MOST_ERRORS),
    similarity,
    opened,
    factors,
    lift,
    upstreamScore: report.upstream?.score ?? null,
    resources: report.resources && { ...report.resources }
  };
}

const cut = (reason: string): string => reason.slice(0, MOST_TEXT);

/** @throws AppError `report/malformed` naming the field. */
export function parseHarnessEvidence(evidence: unknown): HarnessEvidence {
  const result = v.safeParse(HarnessEvidenceSchema, evidence);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new AppError(
    'report/malformed',
    `This is no result of a harness: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}.`,
    { hints: ['It counts as no evidence.'] }
  );
}
