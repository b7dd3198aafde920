// Reads a request's document by CID and checks that it is the one the chain speaks of.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { inviteRootOf } from '../../core/request/invited-hotkeys.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { ContentStore } from '../../ports/content-store.ts';

/** Most bytes a request document may have. */
export const MAX_SPEC_BYTES = 256 << 10;

/**
 * The frame of the document.
 * @throws AppError `request/benchmark-mismatch` and `request/invited-mismatch` when document and chain commit to different
 * benchmarks or lists of invited hotkeys.
 */
export async function fetchRequestSpec(
  content: ContentStore,
  request: MarketRequest,
  options: LongCallOptions = {}
): Promise<RequestSpec> {
  const spec = parseRequestSpec(await content.readFile(request.specCid, { ...options, maxBytes: MAX_SPEC_BYTES }));
  if (spec.benchmark && spec.benchmark.commitment !== request.benchmarkCommitment) {
    throw new AppError('request/benchmark-mismatch', 'The request document names another benchmark than the chain.', {
      hints: ['Nothing submitted to it can be scored.'],
      details: { document: spec.benchmark.commitment, chain: request.benchmarkCommitment }
    });
  }
  if (spec.invited && inviteRootOf(spec.invited) !== request.terms.inviteRoot) {
    throw new AppError('request/invited-mismatch', 'The request document invites other hotkeys than the chain.', {
      hints: ['Nobody can prove from this list that it is invited.'],
      details: { document: inviteRootOf(spec.invited), chain: request.terms.inviteRoot }
    });
  }
  return spec;
}
