// The interface to what runs a row's tests against its output, in a sandbox that is brought from outside.
import type { OutputCheck } from './output-check.ts';

export type SandboxCheck = Extract<OutputCheck, { kind: 'sandbox-tests' }>;

/** Decides on one check of a request, row by row. */
export interface OutputChecker {
  readonly kind: SandboxCheck['kind'];
  /**
   * Why the output is wrong, as a clause, or null when it is right.
   * Throws only where the check itself could not be made: an error is neither right nor wrong.
   * @param row the row as it was read
   */
  check(row: unknown, output: string, signal?: AbortSignal): Promise<string | null>;
}
