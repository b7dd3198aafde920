// A program tried by whoever wrote it or bought it: judged as a validator does, but without earlier submissions and the hidden part,
// or run once for what it writes.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { judgeHarness } from '../core/harness/judge/judge-harness.ts';
import { readOutput } from '../core/harness/judge/read-output.ts';
import { runHarnessOnce } from '../core/harness/judge/run-harness.ts';
import { CLOCK_MARGIN, harnessTermsOf, programLimitsOf } from '../core/harness/mechanism/harness-body.ts';
import { compareOpened, readOpened } from '../core/harness/mechanism/opened-harnesses.ts';
import { templatePackage } from '../core/harness/template/harness-template.ts';
import { readHarnessPackage } from '../core/harness/package/read-harness-package.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import type { Cancelled } from '../core/mechanism/result.ts';
import type { ProgramRunner } from '../core/program/program-runner.ts';
import type { HarnessCheck, HarnessTrial, WrittenOrNot } from '../ports/harness-checks.ts';

/** @throws AppError `harness/refused-package`, and as `judgeHarness`. */
export async function checkHarness(
  { files, body, seed, opened }: HarnessTrial,
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<HarnessCheck | Cancelled> {
  let output: Uint8Array | null = null;
  const subject = readHarnessPackage(files);
  const terms = harnessTermsOf(body);
  const template = templatePackage();
  const known = opened ? readOpened(opened) : null;
  const run = { seed, limits: terms.limits, reuse: true };
  const place = { package: subject, template, limits: terms.limits, run };
  const earlier = await compareOpened(known?.programs ?? [], place, runner, options);
  if (earlier === null) return { cancelled: true };
  const report = await judgeHarness(
    { package: subject, seed, ...terms, earlier, template, onOutput: (written) => (output = written) },
    runner,
    options
  );
  return 'cancelled' in report ? report : { report, output, opened: known?.evidence ?? null };
}

/** @throws AppError `harness/refused-package`, and as `runHarnessOnce`. */
export async function runOnce(
  { files, body, seed }: HarnessTrial,
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<WrittenOrNot | Cancelled> {
  const run = await runHarnessOnce(
    readHarnessPackage(files),
    runner,
    { seed, limits: programLimitsOf(body, CLOCK_MARGIN) },
    {
      signal: options.signal,
      onProgress: ({ values }) => options.onProgress?.({ stage: 'run', done: 0, total: 0, ...(values && { values }) })
    }
  );
  if (run.outcome === 'cancelled') return { cancelled: true };
  if (run.outcome === 'failed') return run;
  const { output, resources } = run;
  const { conversations, gate } = readOutput(output);
  return {
    outcome: 'written',
    output,
    outputHash: bytesToHex(sha256(output)),
    conversations: conversations?.length ?? null,
    fault: conversations ? null : gate.detail,
    resources
  };
}
