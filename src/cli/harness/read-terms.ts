// What a request for a harness asks of a program that is judged without a market.
import { harnessMechanism } from '#lib/core/harness/harness-mechanism.ts';
import type { HarnessTerms } from '#lib/core/harness/judge/harness-terms.ts';
import { harnessTermsOf } from '#lib/core/harness/mechanism/harness-body.ts';
import { wholeSpec } from '#lib/core/mechanism/whole-spec.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';

/** @throws AppError `request/...` naming the field. */
export const readTerms = (request: Uint8Array): HarnessTerms =>
  harnessTermsOf(wholeSpec(harnessMechanism, parseRequestSpec(request)));
