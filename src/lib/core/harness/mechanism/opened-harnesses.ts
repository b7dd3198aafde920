// Programs that other requests have opened, beside one that is judged. All are compared as programs; running costs time, so only
// the likest are run for what they write.
import type { LongCallOptions } from '../../long-call.ts';
import type { ProgramLimits } from '../../program/program-limits.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import { comparePrograms } from '../judge/compare-programs.ts';
import { earlierHarness, type EarlierHarness } from '../judge/earlier-harness.ts';
import { readPythonFiles } from '../judge/read-python-files.ts';
import type { RunTask } from '../judge/run-harness.ts';
import { placeText, type EntryPlace, type OpenedEntries } from '../../mechanism/opened-entries.ts';
import type { HarnessPackage } from '../package/read-harness-package.ts';
import { harnessOrNull } from './harness-entry.ts';
import type { OpenedEvidence } from './harness-evidence.ts';
import { OPENED_LIMITS } from './opened-limits.ts';

/** Of what was opened, the programs, and what is said of all of it. */
export interface OpenedHarnesses {
  /** The ones opened last first, known by their places. */
  programs: Pick<EarlierHarness, 'name' | 'package'>[];
  evidence: OpenedEvidence;
}

/** What is no harness is named with what could not be read. */
export function readOpened(opened: OpenedEntries): OpenedHarnesses {
  const programs: OpenedHarnesses['programs'] = [];
  const read: OpenedEvidence['read'] = [];
  const unread: EntryPlace[] = [...opened.unread];
  for (const { request, submission, files } of opened.entries) {
    const place = { request, submission };
    const subject = harnessOrNull(files);
    if (subject === null) unread.push(place);
    else {
      programs.push({ name: placeText(place), package: subject });
      read.push({ ...place, treeHash: subject.treeHash });
    }
  }
  return { programs, evidence: { read, unread: unread.slice(0, OPENED_LIMITS.most) } };
}

interface OpenedTask {
  package: HarnessPackage;
  template: HarnessPackage;
  /** Of the reading of files, as the program itself is read. */
  limits: ProgramLimits;
  /** Of the runs. */
  run: RunTask;
}

/**
 * All of `opened` for `judgeHarness`, in their order, the likest with what they write. Of programs that are equally like those
 * opened last are run.
 * @returns null when cancelled.
 * @throws AppError `sandbox/unavailable` of this machine.
 */
export async function compareOpened(
  opened: OpenedHarnesses['programs'],
  { package: subject, template, limits, run }: OpenedTask,
  runner: ProgramRunner,
  { signal, onProgress }: LongCallOptions = {}
): Promise<EarlierHarness[] | null> {
  if (opened.length === 0) return [];
  const read = (one: HarnessPackage) => readPythonFiles(one, runner, limits, { signal });
  const readings = await read(subject);
  if (readings === null) return null;
  const similar = await comparePrograms(readings, opened, template, read, (done) =>
    onProgress?.({ stage: 'opened', done, total: opened.length })
  );
  if (similar === null) return null;
  const likest = similar
    .map((one, at) => ({ ...one, at }))
    .toSorted((one, other) => other.copied - one.copied || other.percent - one.percent || one.at - other.at)
    .slice(0, OPENED_LIMITS.run);
  const ran = new Map<number, EarlierHarness>();
  for (const [done, { at }] of likest.entries()) {
    onProgress?.({ stage: 'opened-runs', done, total: likest.length });
    const { name, package: other } = opened[at]!;
    const one = await earlierHarness(name, other, runner, run, { signal });
    if (one === null) return null;
    ran.set(at, one);
  }
  return opened.map(({ name, package: other }, at) => ran.get(at) ?? { name, package: other, output: null });
}
