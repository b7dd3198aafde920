// `assay-harness/1`: what the output of a harness is worth. Every part has to fit its own conversation better than others do, text
// that rows share earns nothing, and what is only repeated is one conversation in effect.
import type { Conversation } from '../dataset/conversation.ts';
import { effectiveCount } from './effective-count.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';
import { mean } from './mean.ts';
import type { Renewal } from './renewal.ts';
import { rowScores, type RowParts } from './row-scores.ts';

const { appliedPatch, failedTests, halfDiversity, liftWeight, weights } = HARNESS_CONSTANTS;

/**
 * What looking into the answer of a row found. Of tests: `passed`, `failed`, or `vacuous` where they pass without the answer as well,
 * and prove nothing. Of a patch without tests: `applied` to what was shown. Of any patch: `unfit` where it does not.
 */
export type RowCheck = 'passed' | 'failed' | 'vacuous' | 'applied' | 'unfit';

/** In [0, 1]: how far an answer is verified. */
const VERIFIED: Readonly<Record<RowCheck, number>> = {
  passed: 1,
  applied: appliedPatch,
  vacuous: 0,
  failed: 0,
  unfit: 0
};

export interface HarnessScoreInput {
  conversations: readonly Conversation[];
  /** uint32 of the request: draws what each conversation is held against. */
  seed: number;
  /** By line, for rows with tests or a patch; null where nobody asked for them, and then nothing is said about them. */
  checks: ReadonlyMap<number, RowCheck> | null;
  /** How much of the program is a copy of earlier ones, in [0, 1]: `copiedShare`. */
  copiedProgram: number;
  /** Lines that stand in earlier outputs: `EarlierOutputs.copiedFrom`. */
  copiedLines: readonly number[];
  /** How much of what it writes for another seed is new: `measureRenewal`; null where it was not run with one. */
  renewal: Renewal | null;
  /** What a model learns from the output by the request's hidden benchmark, in [0, 1]; null where there is none. */
  lift: number | null;
}

export interface RowScore extends RowParts {
  /** Null where nobody asked for tests. */
  verified: number | null;
  check: RowCheck | null;
  /** What the row counts, in [0, 1]. */
  worth: number;
}

export interface HarnessScore {
  /** In [0, 1]. */
  score: number;
  /** The mean worth of the rows. */
  quality: number;
  diversity: number;
  effectiveConversations: number;
  originality: number;
  renewal: Renewal | null;
  rows: RowScore[];
}

/** @returns score 0 for no conversations. The same input gives the same bits everywhere: no logarithm, no power, no clock. */
export function harnessScore(input: HarnessScoreInput): HarnessScore {
  const { rows: parts, courses, controls } = rowScores(input.conversations, input.seed);
  const copied = new Set(input.copiedLines);
  const rows = parts.map((part) => rowScore(part, input.checks, copied.has(part.line)));
  const quality = mean(rows.map(({ worth }) => worth));
  const effectiveConversations = effectiveCount(
    courses,
    rows.map(({ worth }) => worth),
    controls
  );
  const diversity = effectiveConversations / (effectiveConversations + halfDiversity);
  const originality = 1 - clamp(input.copiedProgram);
  const measured = quality * diversity;
  const valued = input.lift === null ? measured : withLift(measured, input.lift);
  const { renewal } = input;
  const score = valued * originality * (renewal?.value ?? 1);
  return { score, quality, diversity, effectiveConversations, originality, renewal, rows };
}

/** What conversations are worth by themselves, and by what a model learns from them of the hidden ones. */
export const withLift = (measured: number, lift: number): number =>
  (1 - liftWeight) * measured + liftWeight * clamp(lift);

function rowScore(part: RowParts, checks: HarnessScoreInput['checks'], isCopied: boolean): RowScore {
  const check = checks?.get(part.line) ?? null;
  const verified = checks === null ? null : check === null ? 0 : VERIFIED[check];
  const measured = weights.answer + weights.agentic + weights.reasoning + (verified === null ? 0 : weights.verified);
  const sum =
    weights.answer * part.answer +
    weights.agentic * part.agentic +
    weights.reasoning * part.reasoning +
    weights.verified * (verified ?? 0);
  const kept = (check === 'failed' || check === 'unfit' ? failedTests : 1) * (isCopied ? 0 : 1);
  return { ...part, verified, check, worth: (sum / measured) * part.own * part.order * kept };
}

const clamp = (value: number): number => Math.max(0, Math.min(1, value));
