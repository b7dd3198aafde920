// Two verdicts on the same submission, number by number: equal to the last bit, within the tolerance between backends, or not.
// Tolerances and their reasons are in docs/lift.md.
import type { Verdict } from './score-report.ts';
import type { Measure } from '../lift/lift-evidence.ts';

/** Native kernels and GPUs round differently from WebAssembly: bits per byte, and shares of 1. */
export const VERDICT_TOLERANCE = 0.01;

export type VerdictOutcome = 'equal' | 'within-tolerance' | 'refuted';

/** One value as each verdict has it. */
export interface ComparedValue {
  name: string;
  /** '' for a share or a name. */
  unit: string;
  claimed: number | string | null;
  own: number | string | null;
  /** Own minus claimed where both are numbers. */
  difference: number | null;
  /** What the difference may be; 0 where nothing may differ. */
  tolerance: number;
  agrees: boolean;
}

export interface VerdictComparison {
  outcome: VerdictOutcome;
  /** One sentence that says why. */
  reason: string;
  values: ComparedValue[];
}

/** What of a verdict is compared. */
export type ComparableVerdict = Pick<
  Verdict,
  | 'protocol'
  | 'score'
  | 'interval95'
  | 'countedShare'
  | 'measurement'
  | 'seeds'
  | 'reference'
  | 'rows'
  | 'benchmarkRows'
> & {
  backend: Verdict['backend'];
  gates: readonly { name: string; pass: boolean; leftOut: number }[];
};

export function compareVerdicts(claimed: ComparableVerdict, own: ComparableVerdict): VerdictComparison {
  const [left, right] = [namedValues(claimed), namedValues(own)];
  const values = [...new Set([...left.keys(), ...right.keys()])].map((name): ComparedValue => {
    const { unit, tolerance } = (left.get(name) ?? right.get(name))!;
    const [theirs, ours] = [left.get(name)?.is ?? null, right.get(name)?.is ?? null];
    const difference = typeof theirs === 'number' && typeof ours === 'number' ? ours - theirs : null;
    const agrees = difference === null ? theirs === ours : Math.abs(difference) <= tolerance;
    return { name, unit, claimed: theirs, own: ours, difference, tolerance, agrees };
  });
  const hashes = [claimed, own].map(({ measurement }) => measurement?.parametersHash ?? null);
  return { ...judge(values, hashes, [claimed.backend, own.backend]), values };
}

function judge(
  values: readonly ComparedValue[],
  [claimedHash, ownHash]: (string | null)[],
  backends: [Verdict['backend'], Verdict['backend']]
): Pick<VerdictComparison, 'outcome' | 'reason'> {
  const wrong = values.filter(({ agrees }) => !agrees);
  if (wrong.length > 0) {
    const { name, claimed, own } = wrong[0]!;
    const more = wrong.length > 1 ? ` and ${wrong.length - 1} more values` : '';
    return { outcome: 'refuted', reason: `${name} is ${shown(own)}, not ${shown(claimed)}${more}.` };
  }
  const isSame = values.every(({ claimed, own }) => claimed === own);
  if (isSame && claimedHash === ownHash) {
    const what =
      ownHash === null ? 'Nothing was trained, and every gate says the same' : 'The trained models are equal';
    return { outcome: 'equal', reason: `${what} to the last bit.` };
  }
  const bothWasm = backends.every((backend) => backend === 'wasm');
  return {
    outcome: 'within-tolerance',
    reason: bothWasm
      ? `Every number is within ${VERDICT_TOLERANCE}, but the trained models differ, which two WebAssembly runs of one version should not.`
      : `Every number is within ${VERDICT_TOLERANCE}, as ${backends[0]} and ${backends[1]} kernels may differ.`
  };
}

const shown = (value: number | string | null): string =>
  typeof value === 'number' ? String(Math.round(value * 1e6) / 1e6) : (value ?? 'nothing');

interface NamedValue {
  unit: string;
  is: number | string | null;
  tolerance: number;
}

function namedValues(verdict: ComparableVerdict): Map<string, NamedValue> {
  const values = new Map<string, NamedValue>();
  const exact = (name: string, is: number | string | null) => values.set(name, { unit: '', is, tolerance: 0 });
  const near = (name: string, unit: string, is: number | null) =>
    values.set(name, { unit, is, tolerance: VERDICT_TOLERANCE });
  const interval = (name: string, unit: string, ends: [number, number] | undefined) => {
    near(`${name}, low end`, unit, ends?.[0] ?? null);
    near(`${name}, high end`, unit, ends?.[1] ?? null);
  };
  const { measurement } = verdict;
  const bits = `bits per ${measurement?.unit ?? 'byte'}`;
  const measure = (name: string, value: Measure | undefined) => {
    near(name, bits, value?.bitsPerByte ?? null);
    interval(name, bits, value?.ci95);
  };
  near('score', '', verdict.score);
  interval('score', '', verdict.interval95);
  exact('counted share', verdict.countedShare);
  measure('lift', measurement?.lift);
  near('lift share', '', measurement?.liftShare.value ?? null);
  interval('lift share', '', measurement?.liftShare.ci95);
  measure('row pairing', measurement?.rowPairing.submission);
  measure('trusted row pairing', measurement?.rowPairing.trusted);
  measure('conditional gain', measurement?.conditionalGain);
  near('before training', bits, measurement?.baseline.bitsPerByte ?? null);
  near('after training', bits, measurement?.trained.bitsPerByte ?? null);
  for (const { name, pass, leftOut } of verdict.gates) {
    exact(`gate ${name}`, pass ? 'pass' : 'fail');
    exact(`rows left out by ${name}`, leftOut);
  }
  exact('rows', verdict.rows);
  exact('benchmark rows', verdict.benchmarkRows);
  exact('seeds', verdict.seeds.join(', '));
  exact('tokens trained on', measurement?.tokens ?? 0);
  exact('protocol', verdict.protocol);
  exact('reference model', verdict.reference.cid);
  return values;
}
