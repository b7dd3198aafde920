// Puts what two chains reported of the same steps side by side.
import type { Json } from './chain-under-test.ts';

export interface StepReport {
  area: string;
  name: string;
  /** What the step came to; absent where it threw. */
  value?: Json;
  fault?: string;
}

/** Why a step differs. */
export interface KnownDifference {
  area: string;
  name: string | RegExp;
  /** The runtimes this was seen with. */
  specVersions: readonly number[];
  reason: string;
}

export interface Comparison {
  area: string;
  name: string;
  theirs: string;
  ours: string;
  outcome: 'same' | 'differs' | 'absent';
  /** Why they differ; empty where nobody has explained it. */
  reason: string;
}

/** @param absent what a chain reports of a call it does not have */
export function compareRuns(
  theirs: readonly StepReport[],
  ours: readonly StepReport[],
  specVersion: number,
  known: readonly KnownDifference[],
  absent: string
): Comparison[] {
  return theirs.map((their, i) => {
    const our = ours[i]!;
    const texts = { theirs: textOf(their), ours: textOf(our) };
    const { area, name } = their;
    const isAbsent = texts.theirs.includes(absent) && texts.theirs !== texts.ours;
    const outcome = texts.theirs === texts.ours ? 'same' : isAbsent ? 'absent' : 'differs';
    return { area, name, ...texts, outcome, reason: outcome === 'differs' ? reasonFor(known, specVersion, their) : '' };
  });
}

const textOf = ({ value, fault }: StepReport): string =>
  fault === undefined ? JSON.stringify(value) : `fault: ${fault}`;

const reasonFor = (known: readonly KnownDifference[], specVersion: number, { area, name }: StepReport): string =>
  known.find(
    (each) =>
      each.specVersions.includes(specVersion) &&
      each.area === area &&
      (typeof each.name === 'string' ? each.name === name : each.name.test(name))
  )?.reason ?? '';
