// A request's document read whole, together with the mechanism that it names.
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';

export interface WholeRequest {
  /** Frame and body. */
  spec: RequestSpec;
  mechanism: AnyMechanism;
}

/** @throws AppError `mechanism/unknown`, `request/...`, store errors. */
export async function fetchWholeRequest(
  request: MarketRequest,
  { content, mechanisms }: Pick<MarketEdges, 'content' | 'mechanisms'>,
  options: LongCallOptions = {}
): Promise<WholeRequest> {
  const frame = await fetchRequestSpec(content, request, options);
  const mechanism = await mechanisms.load(frame.mechanism);
  return { spec: wholeSpec(mechanism, frame), mechanism };
}
