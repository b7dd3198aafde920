// Whether this validator's machine scores a request, by what the request asks of it and what the validator has set.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import {
  isUnbounded,
  machineObstacle,
  requestName,
  type KnownNeeds,
  type MachineObstacle,
  type MachineSettings
} from '../../core/validator/machine-settings.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchWholeRequest } from './fetch-whole-request.ts';

/** null where the request is scored here. A machine without bounds scores all, and reads no document for that. */
export async function machineOfRequest(
  request: MarketRequest,
  settings: MachineSettings,
  { chain, ...edges }: MarketEdges,
  options: LongCallOptions = {}
): Promise<MachineObstacle | null> {
  if (isUnbounded(settings)) return null;
  const needs = await needsOf(request, edges, options);
  return machineObstacle(needs, settings, requestName(chain.identity(), request.id));
}

async function needsOf(
  request: MarketRequest,
  edges: Pick<MarketEdges, 'content' | 'mechanisms'>,
  options: LongCallOptions
): Promise<KnownNeeds> {
  try {
    const { spec, mechanism } = await fetchWholeRequest(request, edges, options);
    return mechanism.needs?.(spec) ?? null;
  } catch {
    options.signal?.throwIfAborted();
    return 'unknown';
  }
}
