// A gate that a harness passes or does not: nothing is measured by shares, and no row is left out.
import type { GateResult } from '../../gate/gate-result.ts';

/** @param faults how many there are; default 0 for a pass, 1 otherwise */
export function passOrFail(name: string, pass: boolean, detail: string, faults = pass ? 0 : 1): GateResult {
  return { name, pass, value: faults, limit: 0, unit: 'faults', leftOut: 0, detail, findings: [] };
}
