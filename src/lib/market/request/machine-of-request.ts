// Whether this validator's machine scores a request, by what the request asks of it and what the validator has set.
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { MachineNeeds } from '../../core/mechanism/machine-needs.ts';
import {
  MACHINE_BOUNDS,
  machineObstacle,
  requestName,
  type MachineObstacle,
  type MachineSettings
} from '../../core/validator/machine-settings.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchWholeRequest } from './fetch-whole-request.ts';

/** What scoring a request asks of a machine; null where it runs no program. Throws as `fetchWholeRequest`. */
export async function needsOfRequest(
  request: MarketRequest,
  edges: Pick<MarketEdges, 'content' | 'mechanisms'>,
  options: LongCallOptions = {}
): Promise<MachineNeeds | null> {
  const { spec, mechanism } = await fetchWholeRequest(request, edges, options);
  return mechanism.needs?.(spec) ?? null;
}

/** null where the request is scored here. What cannot be read now is not, where a validator has set any bound. */
export async function machineOfRequest(
  request: MarketRequest,
  settings: MachineSettings,
  { chain, ...edges }: MarketEdges,
  options: LongCallOptions = {}
): Promise<MachineObstacle | null> {
  try {
    const needs = await needsOfRequest(request, edges, options);
    return machineObstacle(needs, settings, requestName(chain.identity(), request.id));
  } catch {
    options.signal?.throwIfAborted();
    return isUnbounded(settings) ? null : UNREADABLE;
  }
}

const UNREADABLE: MachineObstacle = {
  setting: 'programs',
  canAllow: false,
  text: 'Its document cannot be read now, so nobody here knows whether it has programs of strangers run (Programs of strangers).'
};

const isUnbounded = ({ programs, mostSeconds, mostMemoryMiB }: MachineSettings): boolean =>
  programs === 'enabled' && mostSeconds === MACHINE_BOUNDS.seconds && mostMemoryMiB === MACHINE_BOUNDS.memoryMiB;
