// A harness from its files to its score: reviewed, run twice, its output read, held against earlier ones, and measured.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AppError } from '../../error/app-error.ts';
import type { GateResult } from '../../gate/gate-result.ts';
import type { LongCallOptions } from '../../long-call.ts';
import type { Cancelled } from '../../mechanism/result.ts';
import { DEFAULT_PROGRAM_LIMITS, type ProgramLimits } from '../../program/program-limits.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { readConversations } from '../dataset/read-conversations.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';
import { reviewPackage, UPSTREAM_POLICY, type ReviewPolicy, type ReviewReport } from '../review/review-package.ts';
import { explainScore } from '../score/explain-score.ts';
import { HARNESS_PROTOCOL } from '../score/harness-protocol.ts';
import { harnessScore } from '../score/harness-score.ts';
import { StructureComparer } from '../structure/compare-structures.ts';
import { EarlierOutputs } from '../structure/copied-rows.ts';
import { copiedShare } from '../structure/copied-share.ts';
import { upstreamScore } from '../upstream/upstream-score.ts';
import { passOrFail } from './pass-or-fail.ts';
import type { HarnessReport, SimilarProgram } from './harness-report.ts';
import { readPythonFiles } from './read-python-files.ts';
import { runHarness, type HarnessRun } from './run-harness.ts';

/** A harness that was there before; what it wrote, where that is known. */
export interface EarlierHarness {
  /** As a person knows it: a submission's number, a folder. */
  name: string;
  package: HarnessPackage;
  conversations?: readonly Conversation[];
}

export interface HarnessTask {
  package: HarnessPackage;
  /** uint32 of the request. */
  seed: number;
  limits?: ProgramLimits;
  policy?: ReviewPolicy;
  earlier?: readonly EarlierHarness[];
  /** The template that everybody may start from; what stands in it weighs nothing. */
  template?: HarnessPackage;
}

/**
 * Progress: stages `review`, `run` and `score`.
 * @throws AppError `sandbox/unavailable` of this machine; whatever the program does is a gate that fails, and a score of 0.
 */
export async function judgeHarness(
  {
    package: subject,
    seed,
    limits = DEFAULT_PROGRAM_LIMITS,
    policy = UPSTREAM_POLICY,
    earlier = [],
    template
  }: HarnessTask,
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<HarnessReport | Cancelled> {
  const read = (one: HarnessPackage) => readPythonFiles(one, runner, limits, options);
  const readings = await read(subject);
  const ofTemplate = template ? await read(template) : [];
  if (readings === null || ofTemplate === null) return { cancelled: true };
  const review = reviewPackage(subject, readings, policy);
  const report: HarnessReport = {
    format: 'assay/harness-report/1',
    protocol: HARNESS_PROTOCOL,
    treeHash: subject.treeHash,
    entryPoint: subject.entryPoint.path,
    seed,
    score: 0,
    gates: [reviewGate(review)],
    factors: [],
    upstream: null,
    review,
    similarity: { programs: [], copiedRows: 0 },
    conversations: 0,
    outputHash: null,
    differentLines: [],
    errorsTail: '',
    resources: null
  };
  const comparer = new StructureComparer(ofTemplate);
  const own = comparer.structureOf(readings);
  for (const { name, package: other } of earlier) {
    const others = await read(other);
    if (others === null) return { cancelled: true };
    const compared = comparer.compare(own, comparer.structureOf(others));
    report.similarity.programs.push(similarProgram(name, compared, copiedShare(compared)));
  }
  // A refused package is never started.
  if (!review.accepted) return report;

  const run = await runHarness(subject, runner, { seed, limits }, options);
  if (run.outcome === 'cancelled') return { cancelled: true };
  report.gates.push(...runGates(run));
  if (run.outcome === 'failed') return { ...report, errorsTail: run.errorsTail };
  if (run.outcome === 'differs') return { ...report, differentLines: run.lines };

  report.outputHash = bytesToHex(sha256(run.output));
  report.resources = run.resources;
  const output = readOutput(run.output);
  report.gates.push(output.gate);
  if (output.conversations === null) return report;

  options.onProgress?.({ stage: 'score', done: 0, total: 1 });
  const { conversations } = output;
  const before = new EarlierOutputs();
  for (const one of earlier) before.add(one.conversations ?? []);
  const copied = before.copiedFrom(conversations);
  const score = harnessScore({
    conversations,
    seed,
    checks: null,
    copiedProgram: Math.max(0, ...report.similarity.programs.map((one) => one.copied)),
    copiedLines: copied.lines,
    lift: null
  });
  return {
    ...report,
    score: score.score,
    factors: explainScore(score, conversations),
    upstream: upstreamScore(conversations),
    similarity: { ...report.similarity, copiedRows: copied.share },
    conversations: conversations.length
  };
}

const similarProgram = (
  name: string,
  { percent, status }: Pick<SimilarProgram, 'percent' | 'status'>,
  copied: number
): SimilarProgram => ({ name, percent, status, copied });

function reviewGate({ accepted, reasons, counts }: ReviewReport): GateResult {
  const found = counts.critical + counts.suspicious;
  return passOrFail(
    'review',
    accepted,
    reasons[0] ?? `Nothing that refuses a package (${counts.warning} warnings).`,
    found
  );
}

function runGates(run: Exclude<HarnessRun, { outcome: 'cancelled' }>): GateResult[] {
  if (run.outcome === 'failed')
    return [passOrFail('run', false, `The program did not finish: ${run.detail} (${run.reason}).`)];
  const finished = passOrFail('run', true, 'The program finished within its budgets, twice.');
  if (run.outcome === 'written')
    return [finished, passOrFail('same-output', true, 'Both runs with the same seed wrote the same bytes.')];
  const { line } = run.lines[0]!;
  const detail = `Two runs with the same seed differ, first in line ${line}: what nobody can make again nobody can judge.`;
  return [finished, passOrFail('same-output', false, detail)];
}

/** The conversations, or the gate that says where the first fault is. */
function readOutput(bytes: Uint8Array): { gate: GateResult; conversations: Conversation[] | null } {
  try {
    const conversations = readConversations(bytes);
    return {
      gate: passOrFail('conversations', true, `${conversations.length} conversations were read.`),
      conversations
    };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'internal/unexpected') throw thrown;
    return { gate: passOrFail('conversations', false, error.short), conversations: null };
  }
}
