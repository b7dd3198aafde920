// What can tell whether a row's output is wrong. Checks of texts are here; running tests needs a sandbox from outside.
import type { JsonlRow } from '../dataset/read-jsonl.ts';
import type { OutputCheck } from '../request/request-spec.ts';

/** Decides on one check of a request, row by row. */
export interface OutputChecker {
  readonly kind: OutputCheck['kind'];
  /**
   * Why the output is wrong, as the end of a sentence, or null when it is right.
   * Throws only where the check itself could not be made: an error is neither right nor wrong.
   */
  check(row: JsonlRow, output: string, signal?: AbortSignal): Promise<string | null>;
}

export type SandboxCheck = Extract<OutputCheck, { kind: 'sandbox-tests' }>;

/** Makes the checker of tests that run code; absent on a build without a sandbox. */
export type SandboxCheckers = (check: SandboxCheck) => OutputChecker;
