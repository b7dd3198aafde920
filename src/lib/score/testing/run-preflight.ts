// A preflight to its end, and a store of preflights in memory.
import type { LiftInput } from '../../core/lift/lift-input.ts';
import type { Preflight } from '../../ports/preflights.ts';
import { preflightDataset, type PreflightOptions } from '../preflight-dataset.ts';
import type { PreflightState, PreflightStore } from '../preflight-store.ts';

export function memoryPreflights(): PreflightStore & { kept: Map<string, PreflightState> } {
  const kept = new Map<string, PreflightState>();
  return {
    kept,
    load: async (key) => structuredClone(kept.get(key) ?? null),
    save: async (key, state) => void kept.set(key, structuredClone(state))
  };
}

export async function runPreflight(input: LiftInput, options: PreflightOptions): Promise<Preflight> {
  const outcome = await preflightDataset(input, options);
  if ('cancelled' in outcome) throw new Error('The run was cancelled.');
  return outcome;
}
