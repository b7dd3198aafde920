import { describe, expect, test } from 'vitest';
import {
  jsonExtractionSet,
  labelSet,
  oneTemplateSet,
  randomFirstLineSet,
  sharedInstructionSet,
  smallFunctionSet,
  wordProblemSet,
  wordySlotsSet,
  type Pair
} from './testing/generated-sets.ts';
import { checkRows, gate } from './testing/pair-request.ts';

const HONEST: [name: string, rows: (count: number, seed: number) => Pair[]][] = [
  ['word problems of ten kinds', (count, seed) => wordProblemSet(count, seed)],
  ['word problems of four kinds', (count, seed) => wordProblemSet(count, seed, 4)],
  ['small functions of three shapes', smallFunctionSet],
  ['JSON with the same keys', jsonExtractionSet],
  ['reviews with two labels', labelSet],
  ['answers under one long instruction', sharedInstructionSet],
  // What the benchmark itself is, is wanted.
  ['one kind of word problem, as in the benchmark', (count, seed) => wordProblemSet(count, seed, 1)]
];

describe('honest sets lose no row to the template gate', () => {
  test.each(HONEST)('%s', async (_, rows) => {
    const checked = await checkRows(rows(400, 1), { benchmark: rows(120, 2) });
    expect(gate(checked, 'template-collapse')).toMatchObject({ pass: true, leftOut: 0, findings: [] });
  });
});

describe('collapsed sets', () => {
  const benchmark = wordProblemSet(120, 2);

  test.each([
    ['whose slots hold other words', wordySlotsSet],
    ['with three slots', oneTemplateSet]
  ])('one template %s for nine rows in ten fails', async (_, template) => {
    const checked = await checkRows([...wordProblemSet(40, 1), ...template(360, 3)], { benchmark });
    expect(checked.gates.filter(({ pass }) => !pass).length).toBeGreaterThan(0);
    expect(checked.countedRows).toBeLessThan(260);
  });

  test('of one template for seven rows in ten, what is past half of the rows is left out', async () => {
    const checked = await checkRows([...wordProblemSet(120, 1), ...wordySlotsSet(280, 3)], { benchmark });
    const result = gate(checked, 'template-collapse');
    expect(result).toMatchObject({ pass: true, value: expect.closeTo(0.7, 1), findings: { length: 50 } });
    expect(result.leftOut / 400).toBeCloseTo(0.2, 1);
  });

  test('two hundred copies with only the first line random fail: all turns are compared', async () => {
    const checked = await checkRows(randomFirstLineSet(200, 1), { benchmark });
    expect(gate(checked, 'template-collapse')).toMatchObject({ pass: false, value: 1 });
  });

  test('without a benchmark nobody knows what is wanted: nothing is left out', async () => {
    const checked = await checkRows(randomFirstLineSet(50, 1));
    expect(gate(checked, 'template-collapse')).toMatchObject({ pass: true, leftOut: 0, value: 1, limit: 1 });
  });
});
