import { GATE_NAMES } from '../mechanism/lift/gate-names.ts';
import { expect, test } from 'vitest';
import type { ComparedValue } from '../../core/mechanism/compared-values.ts';
import { comparedName, comparedNumber, comparedParts } from './compared-words.ts';

const value = (name: string, claimed: ComparedValue['own'], own = claimed, agrees = claimed === own) =>
  ({ name, claimed, own, agrees, unit: '', difference: null, tolerance: 0 }) satisfies ComparedValue;

test('a gate that fails in both is no gate that passes', () => {
  const both = [value('gate schema', 'pass'), value('gate size', 'pass'), value('gate benchmark-overlap', 'fail')];
  expect(comparedParts(both, GATE_NAMES).gateWords).toBe(
    '3 gates say the same in both; 1 of them fails: Overlap with the benchmark.'
  );
  expect(comparedParts(both.slice(0, 2), GATE_NAMES).gateWords).toBe('2 gates say the same in both: passed.');
  expect(comparedParts([], GATE_NAMES).gateWords).toBe('');
});

test('the score and what differs is shown, the rest is folded, what neither has is left out', () => {
  const parts = comparedParts(
    [
      value('score', 0.5),
      value('lift', null),
      value('counted share', 1),
      value('before training', 1.2, 1.201, true),
      value('gate language', 'pass', 'fail'),
      value('rows left out by secrets', 0, 3),
      value('rows left out by language', 0),
      value('rows', 200)
    ],
    GATE_NAMES
  );
  expect(parts.shown.map(({ name }) => name)).toEqual(['score', 'gate language', 'rows left out by secrets']);
  expect(parts.folded.map(({ name }) => name)).toEqual(['counted share', 'before training', 'rows']);
  expect(parts.foldedWords).toBe('2 values are equal, 1 value within the tolerance');
});

test('gates have the names of the gate list', () => {
  expect(comparedName('gate public-copies', GATE_NAMES)).toBe('gate: Copies of public texts');
  expect(comparedName('rows left out by secrets', GATE_NAMES)).toBe('rows left out by: Secrets');
  expect(comparedName('lift, low end', GATE_NAMES)).toBe('lift, low end');
});

test('both numbers have decimals where one has some', () => {
  const numbers = (claimed: number | null, own: number | null) => {
    const both = value('score', claimed, own);
    return [comparedNumber(both, 'claimed'), comparedNumber(both, 'own')];
  };
  expect(numbers(0.5, 0)).toEqual(['0.500000', '0.000000']);
  expect(numbers(1200, 1200)).toEqual(['1,200', '1,200']);
  expect(numbers(null, 0.25)).toEqual(['none', '0.250000']);
});
