// Two results on the same submission, number by number: equal to the last bit, within the tolerance of their mechanism, or not.

export type ComparisonOutcome = 'equal' | 'within-tolerance' | 'refuted';

/** One value as each result has it. */
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

export interface ResultComparison {
  outcome: ComparisonOutcome;
  /** One sentence that says why. */
  reason: string;
  values: ComparedValue[];
}

/** Collects values of two results by name, in the order of the first that has them. */
export class ComparedValues {
  readonly #tolerance: number;
  readonly #values = new Map<string, { unit: string; is: number | string | null; tolerance: number }>();

  /** @param tolerance of the values that may differ a little. */
  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  /** A value that may not differ. */
  exact(name: string, is: number | string | null): this {
    this.#values.set(name, { unit: '', is, tolerance: 0 });
    return this;
  }

  near(name: string, unit: string, is: number | null): this {
    this.#values.set(name, { unit, is, tolerance: this.#tolerance });
    return this;
  }

  interval(name: string, unit: string, ends: readonly [number, number] | undefined): this {
    return this.near(`${name}, low end`, unit, ends?.[0] ?? null).near(`${name}, high end`, unit, ends?.[1] ?? null);
  }

  gates(gates: readonly { name: string; pass: boolean; leftOut: number }[]): this {
    for (const { name, pass, leftOut } of gates)
      this.exact(`gate ${name}`, pass ? 'pass' : 'fail').exact(`rows left out by ${name}`, leftOut);
    return this;
  }

  /** `this` are the claimed values. */
  against(own: ComparedValues): ComparedValue[] {
    return [...new Set([...this.#values.keys(), ...own.#values.keys()])].map((name): ComparedValue => {
      const [left, right] = [this.#values.get(name), own.#values.get(name)];
      const { unit, tolerance } = (left ?? right)!;
      const [claimed, ours] = [left?.is ?? null, right?.is ?? null];
      const difference = typeof claimed === 'number' && typeof ours === 'number' ? ours - claimed : null;
      const agrees = difference === null ? claimed === ours : Math.abs(difference) <= tolerance;
      return { name, unit, claimed, own: ours, difference, tolerance, agrees };
    });
  }
}

/** What is refuted, and by which value first; null where every value agrees. */
export function refutation(values: readonly ComparedValue[]): ResultComparison | null {
  const wrong = values.filter(({ agrees }) => !agrees);
  if (wrong.length === 0) return null;
  const { name, claimed, own } = wrong[0]!;
  const more = wrong.length > 1 ? ` and ${wrong.length - 1} more values` : '';
  return { outcome: 'refuted', reason: `${name} is ${shown(own)}, not ${shown(claimed)}${more}.`, values: [...values] };
}

/** Whether every value is the same to the last bit. */
export const isSame = (values: readonly ComparedValue[]): boolean =>
  values.every(({ claimed, own }) => claimed === own);

const shown = (value: number | string | null): string =>
  typeof value === 'number' ? String(Math.round(value * 1e6) / 1e6) : (value ?? 'nothing');
