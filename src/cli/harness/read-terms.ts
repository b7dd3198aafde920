// What a request for a harness asks of a program that is judged without a market.
import { harnessMechanism } from '#lib/core/harness/harness-mechanism.ts';
import { programLimitsOf, reviewPolicyOf, type HarnessBody } from '#lib/core/harness/mechanism/harness-body.ts';
import type { ReviewPolicy } from '#lib/core/harness/review/review-package.ts';
import { wholeSpec } from '#lib/core/mechanism/whole-spec.ts';
import type { ProgramLimits } from '#lib/core/program/program-limits.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';

export interface HarnessTerms {
  limits: ProgramLimits;
  policy: ReviewPolicy;
  wanted: HarnessBody['conversations'];
  tests: boolean;
}

/** @throws AppError `request/...` naming the field. */
export function readTerms(request: Uint8Array): HarnessTerms {
  const spec = wholeSpec(harnessMechanism, parseRequestSpec(request));
  return { limits: programLimitsOf(spec), policy: reviewPolicyOf(spec), wanted: spec.conversations, tests: spec.tests };
}
