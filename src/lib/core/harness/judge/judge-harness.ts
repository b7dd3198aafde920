// A harness from its files to its score: reviewed, run twice and with another seed, its output read, held against earlier ones, and
// measured.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { GateResult } from '../../gate/gate-result.ts';
import type { LongCallOptions } from '../../long-call.ts';
import type { Cancelled } from '../../mechanism/result.ts';
import { DEFAULT_PROGRAM_LIMITS } from '../../program/program-limits.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';
import { reviewPackage, UPSTREAM_POLICY, type ReviewReport } from '../review/review-package.ts';
import { explainScore } from '../score/explain-score.ts';
import { HARNESS_PROTOCOL } from '../score/harness-protocol.ts';
import { harnessScore, withLift, type HarnessScore } from '../score/harness-score.ts';
import { measureRenewal } from '../score/renewal.ts';
import { EarlierOutputs } from '../structure/copied-rows.ts';
import { upstreamScore } from '../upstream/upstream-score.ts';
import { comparePrograms } from './compare-programs.ts';
import type { ConversationLift, MeasureLift } from './conversation-lift.ts';
import { otherSeed as otherSeedThan } from './other-seed.ts';
import { passOrFail } from './pass-or-fail.ts';
import type { EarlierHarness } from './earlier-harness.ts';
import type { HarnessReport } from './harness-report.ts';
import type { HarnessTerms } from './harness-terms.ts';
import { readPythonFiles } from './read-python-files.ts';
import { readOutput } from './read-output.ts';
import { testConversations } from './test-conversations.ts';
import { runHarness, type HarnessRun } from './run-harness.ts';

/** Without terms: the defaults of runs, the reference's policy, no tests, any number of conversations. */
export interface HarnessTask extends Partial<HarnessTerms> {
  package: HarnessPackage;
  /** uint32 of the request. */
  seed: number;
  /** uint32 of the third run; default: one that follows from the seed. */
  otherSeed?: number;
  earlier?: readonly EarlierHarness[];
  /** The template that everybody may start from; what stands in it weighs nothing. */
  template?: HarnessPackage;
  /** Measures what a model learns from the output; left out where there are no hidden conversations. */
  lift?: MeasureLift;
  /** Is handed what the program wrote, twice the same. */
  onOutput?: (output: Uint8Array) => void;
}

/**
 * Progress: stages `review`, `run`, `gates` (the output is read and scored), `tests` and those of
 * `lift`.
 * @throws AppError `sandbox/unavailable` of this machine, and errors of `lift`; whatever the program does is a gate that fails, and
 *   a score of 0.
 */
export async function judgeHarness(
  {
    package: subject,
    seed,
    otherSeed: givenSeed,
    limits = DEFAULT_PROGRAM_LIMITS,
    policy = UPSTREAM_POLICY,
    earlier = [],
    template,
    tests = false,
    wanted,
    lift: measureLift,
    onOutput
  }: HarnessTask,
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<HarnessReport | Cancelled> {
  const otherSeed = otherSeedThan(seed, givenSeed);
  const read = (one: HarnessPackage) => readPythonFiles(one, runner, limits, options);
  const readings = await read(subject);
  if (readings === null) return { cancelled: true };
  const programs = await comparePrograms(readings, earlier, template, read);
  if (programs === null) return { cancelled: true };
  const review = reviewPackage(subject, readings, policy);
  const report: HarnessReport = {
    format: 'assay/harness-report/1',
    protocol: HARNESS_PROTOCOL,
    treeHash: subject.treeHash,
    entryPoint: subject.entryPoint.path,
    seed,
    score: 0,
    interval95: [0, 0],
    gates: [reviewGate(review)],
    factors: [],
    lift: null,
    failure: null,
    upstream: null,
    review,
    similarity: { programs, copiedRows: 0 },
    conversations: 0,
    outputHash: null,
    otherRun: null,
    differentLines: [],
    errorsTail: '',
    resources: null
  };
  // A refused package is never started.
  if (!review.accepted) return report;

  const run = await runHarness(subject, runner, { seed, otherSeed, limits }, options);
  if (run.outcome === 'cancelled') return { cancelled: true };
  report.gates.push(...runGates(run, otherSeed));
  if (run.outcome === 'failed') return { ...report, failure: run.reason, errorsTail: run.errorsTail };
  if (run.outcome === 'differs') return { ...report, differentLines: run.lines };

  report.outputHash = bytesToHex(sha256(run.output));
  report.resources = run.resources;
  onOutput?.(run.output);
  options.onProgress?.({ stage: 'gates', done: 0, total: 1 });
  const output = readOutput(run.output);
  if (output.conversations === null) {
    report.gates.push(output.gate);
    return report;
  }
  const { conversations } = output;
  report.conversations = conversations.length;
  const other = readOutput(run.otherOutput);
  report.gates.push(other.conversations === null ? underOtherSeed(other.gate, otherSeed) : output.gate);
  report.otherRun = {
    seed: otherSeed,
    conversations: other.conversations?.length ?? 0,
    outputHash: bytesToHex(sha256(run.otherOutput))
  };
  if (other.conversations === null) return report;
  if (wanted) {
    const [own, others] = [conversations, other.conversations].map(({ length }) => countGate(length, wanted));
    report.gates.push(own!.pass ? underOtherSeed(others!, otherSeed) : own!);
  }
  if (report.gates.some(({ pass }) => !pass)) return report;

  const checks = tests ? await testConversations(conversations, runner, options) : null;
  if (tests && checks === null) return { cancelled: true };
  const outputs = earlier.flatMap(({ output }) => output ?? []);
  const lift = await measureLift?.(conversations, outputs, options);
  if (lift && 'cancelled' in lift) return lift;
  options.onProgress?.({ stage: 'gates', done: 0, total: 1 });
  const before = new EarlierOutputs();
  // One at a time: as conversations they take many times their bytes.
  for (const one of outputs) before.add(readOutput(one).conversations ?? []);
  const copied = before.copiedFrom(conversations);
  const score = harnessScore({
    conversations,
    seed,
    checks,
    copiedProgram: Math.max(0, ...programs.map(({ copied: share }) => share)),
    copiedLines: copied.lines,
    // Of both seeds a program knows one, and so not what is looked at.
    renewal: measureRenewal(conversations, other.conversations, (seed ^ otherSeed) >>> 0),
    lift: lift?.score ?? null
  });
  return {
    ...report,
    score: score.score,
    interval95: lift ? intervalOf(score, lift) : [score.score, score.score],
    factors: explainScore(score, conversations, other.conversations),
    lift: lift ?? null,
    upstream: upstreamScore(conversations),
    similarity: { programs, copiedRows: copied.share }
  };
}

/** The score at both ends of the lift's interval. */
function intervalOf(
  { quality, diversity, originality, renewal }: HarnessScore,
  lift: ConversationLift
): [number, number] {
  const taken = originality * (renewal?.value ?? 1);
  const [low, high] = lift.interval95.map((end) => withLift(quality * diversity, end) * taken);
  return [low!, high!];
}

function countGate(count: number, { min, max }: { min: number; max: number }): GateResult {
  const pass = count >= min && count <= max;
  const asked = min === max ? `${min}` : `${min} to ${max}`;
  return {
    ...passOrFail('conversation-count', pass, `${count} conversations were written; ${asked} are asked for.`),
    value: count,
    limit: count < min ? min : max,
    unit: 'conversations'
  };
}

function reviewGate({ accepted, reasons, counts }: ReviewReport): GateResult {
  const found = counts.critical + counts.suspicious;
  return passOrFail(
    'review',
    accepted,
    reasons[0] ?? `Nothing that refuses a package (${counts.warning} warnings).`,
    found
  );
}

/** A gate that fails with the other seed, and says so. */
function underOtherSeed(gate: GateResult, seed: number): GateResult {
  return gate.pass ? gate : { ...gate, detail: `With another seed (${seed}): ${gate.detail}` };
}

function runGates(run: Exclude<HarnessRun, { outcome: 'cancelled' }>, otherSeed: number): GateResult[] {
  if (run.outcome === 'failed') {
    const failed = passOrFail('run', false, `The program did not finish: ${run.detail} (${run.reason}).`);
    return [run.seed === otherSeed ? underOtherSeed(failed, otherSeed) : failed];
  }
  const finished = passOrFail('run', true, 'The program finished within its budgets: twice, and with another seed.');
  if (run.outcome === 'written')
    return [finished, passOrFail('same-output', true, 'Both runs with the same seed wrote the same bytes.')];
  const { line } = run.lines[0]!;
  const detail = `Two runs with the same seed differ, first in line ${line}: what nobody can make again nobody can judge.`;
  return [finished, passOrFail('same-output', false, detail)];
}
