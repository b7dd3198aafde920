// What a program is worth and what it writes, found out on this machine before a transaction or after a purchase: off the page's
// thread, the program itself in the sandbox.
import type { LongCallOptions } from '../core/long-call.ts';
import type { HarnessReport } from '../core/harness/judge/harness-report.ts';
import type { RunFailure } from '../core/harness/judge/run-harness.ts';
import type { HarnessBody } from '../core/harness/mechanism/harness-body.ts';
import type { OpenedEvidence } from '../core/harness/mechanism/harness-evidence.ts';
import type { OpenedEntries } from '../core/mechanism/opened-entries.ts';
import type { PackageFile } from '../core/mechanism/package-file.ts';
import type { Cancelled } from '../core/mechanism/result.ts';
import type { ProgramResources } from '../core/program/program-run.ts';

export interface HarnessTrial {
  /** The program's own. */
  files: readonly PackageFile[];
  body: HarnessBody;
  /** uint32. */
  seed: number;
  /** For a check: what other requests have opened; absent where that is not known. */
  opened?: OpenedEntries;
}

export interface HarnessCheck {
  /** Without earlier submissions and without hidden conversations. */
  report: HarnessReport;
  /** Which opened programs it was held against; null where none are known. */
  opened: OpenedEvidence | null;
  /** null where two runs did not write the same, or none was made. */
  output: Uint8Array | null;
}

export type WrittenOrNot =
  | {
      outcome: 'written';
      output: Uint8Array;
      /** SHA-256, in hexadecimal. */
      outputHash: string;
      /** null where the output cannot be read as conversations; `fault` says why. */
      conversations: number | null;
      fault: string | null;
      resources: ProgramResources;
    }
  | { outcome: 'failed'; reason: RunFailure; detail: string; errorsTail: string };

/** Errors of the calls: `harness/refused-package`, `sandbox/unavailable`, `score/worker-died`. */
export interface HarnessChecks {
  /** Reviewed, run twice, and judged as a validator judges it. */
  check(trial: HarnessTrial, options: LongCallOptions): Promise<HarnessCheck | Cancelled>;
  /** Run once, for what it writes. */
  run(trial: HarnessTrial, options: LongCallOptions): Promise<WrittenOrNot | Cancelled>;
}
