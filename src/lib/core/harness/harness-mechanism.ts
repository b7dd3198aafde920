// Harnesses: programs that make conversations, run where they can harm nobody, and what their output is worth. docs/harness.md.
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { Machine } from '../mechanism/machine.ts';
import type { MeasureTask } from '../mechanism/measure-task.ts';
import type { Mechanism } from '../mechanism/mechanism.ts';
import type { ProgramRunner } from '../program/program-runner.ts';
import { LEAST_BENCHMARK_ROWS } from '../quality/check-benchmark.ts';
import { parseFields, requireKnownFields } from '../request/request-fault.ts';
import { earlierHarness, type EarlierHarness } from './judge/earlier-harness.ts';
import type { HarnessReport } from './judge/harness-report.ts';
import { judgeHarness } from './judge/judge-harness.ts';
import { judgeHere, judgeOn } from './judge/judge-on.ts';
import { compareHarnessResults } from './mechanism/compare-harness-results.ts';
import { explainHarnessResult } from './mechanism/explain-harness-result.ts';
import {
  CLOCK_MARGIN,
  HarnessBodySchema,
  harnessTermsOf,
  programLimitsOf,
  type HarnessBody
} from './mechanism/harness-body.ts';
import { harnessOfPackage, harnessOrNull, packageOfHarness } from './mechanism/harness-entry.ts';
import { evidenceOf, openedViewOf, parseHarnessEvidence, type HarnessEvidence } from './mechanism/harness-evidence.ts';
import { liftOfConversations, readHidden } from './mechanism/lift-of-conversations.ts';
import { compareOpened, readOpened } from './mechanism/opened-harnesses.ts';
import { OPENED_LIMITS } from './mechanism/opened-limits.ts';
import { refusesHarness } from './package/package-rule.ts';
import type { HarnessPackage } from './package/read-harness-package.ts';
import { HARNESS_PROTOCOL } from './score/harness-protocol.ts';
import { templatePackage } from './template/harness-template.ts';

/** A submission to harness. */
export interface HarnessEntry {
  package: HarnessPackage;
}

/** What a miner tries its program with: the seeds of the scoring are known later. */
const PRACTICE_SEED = 7;

export const harnessMechanism: Mechanism<HarnessBody, HarnessEntry, HarnessEvidence> = {
  name: 'harness',
  protocol: HARNESS_PROTOCOL,
  rerun: 'tolerance',
  reads: 'earlier',
  opened: { most: OPENED_LIMITS.most, maxBytes: OPENED_LIMITS.maxBytes, viewOf: openedViewOf },
  seeds: 3,
  aggregation: 'best',
  parseBody(fields) {
    const body = parseFields(HarnessBodySchema, fields);
    requireKnownFields(fields, body);
    return body;
  },
  needs: ({ limits }) => ({ ...limits }),
  checkHidden(_spec, hidden, practice) {
    const items = readHidden(hidden).length;
    if (items < LEAST_BENCHMARK_ROWS)
      throw new AppError(
        'benchmark/too-few-rows',
        `There are ${items} hidden conversations; at least ${LEAST_BENCHMARK_ROWS} are needed.`,
        { hints: ['Around 200 give a score with a narrow interval.'], details: { rows: items } }
      );
    return { items, practiceItems: practice ? readHidden(practice).length : 0 };
  },
  readEntry: (files) => ({ package: harnessOfPackage(files) }),
  packEntry: ({ package: subject }, about) => packageOfHarness(subject, about),
  async precheck({ spec, entry }, options, machine = {}) {
    const report = await judgeHarness(
      {
        package: entry.package,
        seed: PRACTICE_SEED,
        ...harnessTermsOf(spec)
      },
      requireSandbox(machine),
      options
    );
    if ('cancelled' in report) throw options?.signal?.reason;
    return { gates: report.gates, items: report.conversations };
  },
  async measure(task, machine, options = {}) {
    const { spec, entry, hidden, seeds } = task;
    const runner = requireSandbox(machine);
    if (hidden === null) throw new AppError('benchmark/empty', 'The hidden conversations are not known.');
    const { package: subject } = this.readEntry(entry.files, '');
    const earlier = await earlierOf(task, runner, options);
    if (earlier === null) return { cancelled: true };
    const terms = harnessTermsOf(spec, CLOCK_MARGIN);
    const template = templatePackage();
    const opened = readOpened(task.opened ?? { entries: [], unread: [] });
    const run = { seed: seeds[0]!, limits: programLimitsOf(spec), reuse: true };
    const others = await compareOpened(
      opened.programs,
      { package: subject, template, limits: terms.limits, run },
      runner,
      options
    );
    if (others === null) return { cancelled: true };
    const report = await judgeOn(machine.judgeApart)(
      {
        package: subject,
        seed: seeds[0]!,
        otherSeed: seeds[1]!,
        ...terms,
        earlier: [...earlier, ...others],
        template,
        lift: (conversations, before, given) =>
          liftOfConversations(conversations, { hidden, earlier: before, seeds: [...seeds] }, machine, given)
      },
      runner,
      options
    );
    if ('cancelled' in report) return report;
    return {
      format: 'assay/result/1',
      mechanism: 'harness',
      protocol: HARNESS_PROTOCOL,
      score: report.score,
      interval95: report.interval95,
      reason: reasonOf(report, opened.evidence.unread.length),
      gates: report.gates,
      seeds: [...seeds],
      evidence: evidenceOf(report, {
        files: subject.contents.length,
        wallMs: terms.limits.wallMs,
        opened: opened.evidence
      })
    };
  },
  judge: judgeHere,
  isEntryFault: refusesHarness,
  parseEvidence: parseHarnessEvidence,
  compare: compareHarnessResults,
  explain: explainHarnessResult
};

/** @throws AppError `sandbox/unavailable`. */
function requireSandbox({ programs }: Pick<Machine, 'programs'>): ProgramRunner {
  if (programs) return programs;
  throw new AppError('sandbox/unavailable', 'Programs cannot be run here.', {
    hints: ['Use the page in a browser, or the assay command.']
  });
}

/**
 * The earlier submissions' programs with what they write for this submission's seed. What is no harness copies nothing.
 * @returns null when cancelled.
 */
async function earlierOf(
  { spec, entry, others, seeds }: MeasureTask<HarnessBody>,
  runner: ProgramRunner,
  { signal }: LongCallOptions
): Promise<EarlierHarness[] | null> {
  const found: EarlierHarness[] = [];
  for (const { index, files } of (others ?? []).filter((other) => other.index < entry.index)) {
    const subject = harnessOrNull(files);
    if (subject === null) continue;
    const task = { seed: seeds[0]!, limits: programLimitsOf(spec), reuse: true };
    const one = await earlierHarness(`submission ${index}`, subject, runner, task, { signal });
    if (one === null) return null;
    found.push(one);
  }
  return found;
}

/** @param unread opened programs that it could not be held against */
function reasonOf({ gates, conversations, factors, lift, similarity }: HarnessReport, unread: number): string {
  const failed = gates.filter(({ pass }) => !pass);
  if (failed.length > 0) return `Not scored: ${failed.map(({ detail }) => detail).join(' ')}`;
  const valueOf = (name: string) => factors.find((factor) => factor.name === name)?.value ?? 0;
  const copied = Math.max(0, ...similarity.programs.map((one) => one.copied));
  return [
    `${conversations} conversations, diversity ${valueOf('diversity').toFixed(2)}`,
    ...(copied > 0 ? [`${Math.round(100 * copied)} % of the program is a copy of an earlier one`] : []),
    ...(lift ? [`the reference model learns ${lift.score.toFixed(2)} of the hidden ones`] : []),
    ...(unread > 0 ? [`not held against ${unread} opened programs that could not be read`] : [])
  ].join('; ');
}
