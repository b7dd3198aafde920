// Conformance: every numeric case of subtensor `tests/epoch.rs` that can be stated as a state document.
import { expect, test } from 'vitest';
import { stateJson } from './epoch-json.ts';
import { runEpochOn, type EpochState } from './epoch-state.ts';
import { parseEpochState } from './parse-epoch-state.ts';
import type { EpochOutput } from './run-epoch.ts';
import { bondsCases } from './vectors/bonds-cases.ts';
import type { Change, EpochCase, Expected, Row } from './vectors/epoch-case.ts';
import { graphCases } from './vectors/graph-cases.ts';
import { maskCases } from './vectors/mask-cases.ts';
import { yuma3Cases } from './vectors/yuma3-cases.ts';

const read = (document: unknown): EpochState => parseEpochState(JSON.stringify(document), 'a case');

function changed(state: EpochState, { weights, bonds, resetBondsTo, ...fields }: Change = {}): EpochState {
  const document = stateJson(state);
  const withRows = (rows: unknown, byUid: Record<number, Row> = {}) =>
    (rows as Row[]).map((row, uid) => byUid[uid] ?? row);
  return read({
    ...document,
    ...fields,
    weights: withRows(document.weights, weights),
    bonds: withRows(document.bonds, bonds).map((row) => row.filter(([uid]) => uid !== resetBondsTo))
  });
}

const bondOf = ({ bonds }: EpochOutput, from: number, to: number): number =>
  bonds[from]!.values[Array.from(bonds[from]!.uids).indexOf(to)] ?? 0;

function check(output: EpochOutput, expected: Expected): void {
  for (const name of ['consensus', 'incentive', 'dividends', 'emissionRao'] as const) {
    const wanted = expected[name];
    if (!wanted) continue;
    const actual = Array.from(output[name], Number);
    expect(
      actual.map((value, uid) => (wanted[uid] === null ? null : value)),
      name
    ).toEqual(wanted);
  }
  if (expected.validatorPermits) expect(output.validatorPermits).toEqual(expected.validatorPermits);
  if (expected.bonds)
    expect(expected.bonds.map(([from, to]) => [from, to, bondOf(output, from, to)])).toEqual(expected.bonds);
  expected.nearDividends?.forEach((share, uid) => expectNear(output.dividends[uid]!, share, `dividend ${uid}`));
  expected.nearBonds?.forEach((row, from) =>
    row.forEach((share, i) => expectNear(bondOf(output, from, 3 + i), share, `bond ${from} to ${3 + i}`))
  );
}

const expectNear = (u16: number, share: number, what: string): void =>
  expect(Math.abs(u16 / 65_535 - share), what).toBeLessThanOrEqual(0.001);

test.each<EpochCase>([...graphCases, ...bondsCases, ...yuma3Cases, ...maskCases])('$name', ({ state, epochs }) => {
  let current = read(state);
  for (const { change, expected } of epochs) {
    current = changed(current, change);
    const output = runEpochOn(current);
    check(output, expected ?? {});
    current = { ...current, validatorPermits: output.validatorPermits, bonds: output.bonds };
  }
});
