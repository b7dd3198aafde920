import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDataset } from './check-dataset.ts';
import { areSimilar } from './similar-texts.ts';
import { gate, jsonl, PAIR_REQUEST as spec } from './testing/pair-request.ts';
import { TEXT_LOOPS } from './text-loop-sizes.ts';
import { createTextLoops } from './text-loops.ts';
import { normaliseText } from './normalise-text.ts';

/** Word problems from four templates, as different from each other as clean templated data is. */
function problems(count: number, seed: number): { input: string; output: string }[] {
  let state = seed;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const names = ['Tom', 'Anna', 'Ben', 'Lily', 'Max', 'Zoe', 'Ian', 'Eva'];
  const things = ['apples', 'books', 'pens', 'coins', 'cards', 'shells', 'marbles'];
  return Array.from({ length: count }, () => {
    const [a, b, name, thing] = [draw(90) + 10, draw(90) + 10, names[draw(8)]!, things[draw(7)]!];
    return [
      {
        input: `${name} has ${a} ${thing} and buys ${b} more. How many now?`,
        output: `${a} + ${b} = ${a + b}. ${name} has ${a + b} ${thing}.`
      },
      {
        input: `${name} had ${a + b} ${thing} and gave away ${b}. How many are left?`,
        output: `${a + b} - ${b} = ${a}. ${a} ${thing} are left.`
      },
      {
        input: `There are ${a} boxes with ${b} ${thing} in each. How many are there?`,
        output: `${a} * ${b} = ${a * b}. There are ${a * b} ${thing}.`
      },
      {
        input: `${name} shares ${a * b} ${thing} among ${b} friends. How many does each get?`,
        output: `${a * b} / ${b} = ${a}. Each gets ${a} ${thing}.`
      }
    ][draw(4)]!;
  });
}

describe('checkDataset', () => {
  test('clean templated rows pass every gate', async () => {
    const checked = await checkDataset({ spec, data: jsonl(problems(500, 1)), benchmark: jsonl(problems(200, 2)) });
    expect(checked.gates.map(({ name, pass }) => [name, pass])).toEqual([
      ['size', true],
      ['schema', true],
      ['rows', true],
      ['exact-duplicates', true],
      ['near-duplicates', true],
      ['empty-outputs', true],
      ['filler-outputs', true],
      ['benchmark-overlap', true],
      ['secrets', true],
      ['personal-data', true],
      ['template-collapse', true],
      ['prompt-injection', true]
    ]);
    expect(checked.rows).toBe(500);
    expect(checked.countedRows).toBeGreaterThanOrEqual(495);
    expect(checked.examples).toHaveLength(checked.countedRows);
    expect(checked.benchmarkExamples).toHaveLength(200);
  });

  test('without a benchmark the overlap gate is left out', async () => {
    const { gates } = await checkDataset({ spec, data: jsonl(problems(10, 1)), benchmark: null });
    expect(gates.map(({ name }) => name)).not.toContain('benchmark-overlap');
  });

  test('rows against the schema are named by line and path, the rest is still read', async () => {
    const data = jsonl([{ input: 'a', output: 'b' }, { input: 'c', output: 4 }, { input: 'd' }]);
    const { gates, examples, rows } = await checkDataset({ spec, data, benchmark: null });
    expect(gate({ gates }, 'schema')).toMatchObject({
      pass: false,
      value: 2 / 3,
      leftOut: 2,
      findings: [
        { line: 2, path: '/output' },
        { line: 3, path: '' }
      ]
    });
    expect({ examples: examples.length, rows }).toEqual({ examples: 1, rows: 3 });
  });

  test('a row the schema allows but the field paths miss fails the schema gate too', async () => {
    const loose = { ...spec, schema: {} };
    const { gates } = await checkDataset({
      spec: loose,
      data: jsonl([{ input: 'a' }, { input: 'b', output: 'c' }]),
      benchmark: null
    });
    expect(gate({ gates }, 'schema')).toMatchObject({
      pass: false,
      leftOut: 1,
      findings: [{ line: 1, path: '/output' }]
    });
  });

  test.each([
    ['empty', 0, 2],
    ['one-row', 1, 2],
    ['too long', 1001, 1000]
  ])('an %s dataset fails the rows gate', async (_, count, limit) => {
    const { gates } = await checkDataset({ spec, data: jsonl(problems(count, 3)), benchmark: jsonl(problems(5, 4)) });
    expect(gate({ gates }, 'rows')).toMatchObject({ pass: false, value: count, limit });
  });

  test('a file of which every row is left out, by one gate or another, fails the rows gate', async () => {
    const data = jsonl([
      { input: 'a', output: '' },
      { input: 'b', output: 'TODO' },
      { input: 'c', output: ' ' },
      { input: 'd', output: 'Lorem ipsum' }
    ]);
    const { gates, countedRows } = await checkDataset({ spec, data, benchmark: null });
    expect(countedRows).toBe(0);
    expect(gates.filter(({ pass }) => !pass)).toMatchObject([
      { name: 'rows', detail: expect.stringContaining('None') }
    ]);
  });

  test('a file above the size gets that verdict alone', async () => {
    const { gates, rows, examples } = await checkDataset({
      spec: { ...spec, maxBytes: 100 },
      data: jsonl(problems(20, 3)),
      benchmark: null
    });
    expect(gates).toMatchObject([{ name: 'size', pass: false, limit: 100 }]);
    expect({ rows, examples }).toEqual({ rows: 20, examples: [] });
  });

  test('empty outputs are left out, also those that only look like text', async () => {
    const data = jsonl([
      { input: 'a', output: 'x' },
      { input: 'b', output: ' \n' },
      { input: 'c', output: '\u200b\u2060' }
    ]);
    const { gates } = await checkDataset({ spec, data, benchmark: null });
    expect(gate({ gates }, 'empty-outputs')).toMatchObject({
      pass: false,
      leftOut: 2,
      findings: [{ line: 2 }, { line: 3 }]
    });
  });

  test.each([
    ['malformed', '{"input":', 'dataset/malformed-json'],
    ['not UTF-8', '\u0000', 'dataset/malformed-json']
  ])('a %s file is bad input, not a failed gate', async (_, text, code) => {
    await expect(checkDataset({ spec, data: new TextEncoder().encode(text), benchmark: null })).rejects.toMatchObject({
      code,
      details: { line: 1, file: 'Dataset' }
    });
  });

  test('a benchmark that cannot be measured is bad input', async () => {
    const data = jsonl(problems(5, 1));
    await expect(checkDataset({ spec, data, benchmark: new Uint8Array(0) })).rejects.toMatchObject({
      code: 'benchmark/empty'
    });
    await expect(checkDataset({ spec, data, benchmark: jsonl([{ input: 'a' }]) })).rejects.toMatchObject({
      code: 'benchmark/invalid-row',
      details: { line: 1, path: '/output', file: 'Benchmark' }
    });
    await expect(checkDataset({ spec, data, benchmark: jsonl([{ input: 'a', output: '' }]) })).rejects.toMatchObject({
      code: 'benchmark/invalid-row'
    });
  });

  test('a cancelled check stops with the reason of the signal', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const stages: number[] = [];
    const call = checkDataset(
      {
        spec: { ...spec, maxBytes: 10_000_000, rows: { min: 1, max: 200_000 } },
        data: jsonl(problems(20_000, 1)),
        benchmark: null
      },
      { signal: controller.signal, onProgress: ({ done }) => stages.push(done) && controller.abort(reason) }
    );
    await expect(call).rejects.toBe(reason);
    expect(stages).toHaveLength(1);
  });
});

describe('duplicates', () => {
  test.each([
    [60, true],
    [100, true],
    [101, false]
  ])('%i repetitions of a hundred rows are left out; the set passes: %s', async (repeats, pass) => {
    const unique = [...new Map(problems(200, 9).map((row) => [row.input, row])).values()].slice(0, 100);
    const data = jsonl([...unique, ...unique, ...unique].slice(0, 100 + repeats));
    const { gates, examples, rows, countedRows } = await checkDataset({ spec, data, benchmark: null });
    expect(gate({ gates }, 'exact-duplicates')).toMatchObject({
      pass,
      value: repeats / (100 + repeats),
      leftOut: repeats,
      findings: { length: Math.min(50, repeats) }
    });
    const near = gate({ gates }, 'near-duplicates').leftOut;
    expect({ rows, countedRows }).toEqual({ rows: 100 + repeats, countedRows: 100 - near });
    expect(examples).toHaveLength(countedRows);
  });

  test('key order, extra columns, case, white space and Unicode form do not hide a repetition', async () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...'abcXYZ éßÄﬁΣς①'), minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 4
    });
    const disguises = [
      (text: string) => text.toUpperCase(),
      (text: string) => text.toLowerCase(),
      (text: string) => text.normalize('NFD'),
      (text: string) => text.normalize('NFKC'),
      (text: string) => `  ${text.replaceAll(' ', ' \t\n')} `,
      (text: string) => [...text].join('\u200b')
    ];
    await fc.assert(
      fc.asyncProperty(words, words, fc.constantFrom(...disguises), async (left, right, disguise) => {
        const [input, output] = [left.join(' '), `x${right.join(' ')}`];
        const data = jsonl([
          { input, output },
          { id: 17, output: disguise(output), input: disguise(input) }
        ]);
        const { gates } = await checkDataset({ spec, data, benchmark: null });
        expect(gate({ gates }, 'exact-duplicates')).toMatchObject({ value: 0.5, findings: [{ line: 2 }] });
      })
    );
  });

  test('normalising twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      })
    );
  });

  test('long rows that differ in a word are near duplicates, rewritten ones are not', async () => {
    const essay = (word: string, other: string) => ({
      input: 'Write about the sea.',
      output: `The ${word} sea is wide and the harbour is small. Ships come and go with the tide, and gulls follow them far beyond the mole. An old man mends his nets every morning, counts the boats, and tells whoever listens which of them his father built. Nobody remembers when the lighthouse was painted, but everyone agrees that it was white once. In the end the ${other} light goes out over the water and the town sleeps.`
    });
    const { gates } = await checkDataset({
      spec,
      data: jsonl([
        essay('blue', 'last'),
        essay('grey', 'last'),
        {
          input: 'Write about hills.',
          output: 'Up there the wind never rests; sheep lean into it and shepherds count them twice.'
        }
      ]),
      benchmark: null
    });
    expect(gate({ gates }, 'near-duplicates')).toMatchObject({
      pass: true,
      leftOut: 1,
      findings: [{ line: 2, message: 'This row nearly repeats line 1.' }]
    });
  });

  test('the signature estimates the Jaccard similarity of shingles', () => {
    const { shingle } = TEXT_LOOPS;
    const loops = createTextLoops();
    const signature = (text: string) => {
      loops.take(text);
      return loops.minhash(0, text.length).slice();
    };
    const shingles = (text: string) =>
      new Set(Array.from({ length: text.length - shingle + 1 }, (_, at) => text.slice(at, at + shingle)));
    const base = problems(40, 5)
      .map(({ input }) => input)
      .join(' ');
    for (const keep of [0.2, 0.5, 0.8, 0.95]) {
      const other =
        base.slice(0, Math.floor(base.length * keep)) +
        problems(40, 6)
          .map(({ output }) => output)
          .join(' ')
          .slice(0, Math.floor(base.length * (1 - keep)));
      const [left, right] = [shingles(base), shingles(other)];
      const jaccard = left.intersection(right).size / left.union(right).size;
      expect(areSimilar(signature(base), signature(other), jaccard - 0.14)).toBe(true);
      expect(areSimilar(signature(base), signature(other), jaccard + 0.14)).toBe(false);
    }
  });
});

describe('overlap with the benchmark', () => {
  const benchmark = problems(200, 2);

  test.each([
    [0.02, true],
    [0.05, false],
    [0.1, false],
    [0.5, false]
  ])('a leak of %f of the benchmark passes: %s', async (share, pass) => {
    const data = jsonl([...problems(500, 1), ...benchmark.slice(0, share * benchmark.length)]);
    const { gates } = await checkDataset({ spec, data, benchmark: jsonl(benchmark) });
    expect(gate({ gates }, 'benchmark-overlap')).toMatchObject({
      pass,
      value: expect.closeTo(share, 2),
      leftOut: share * benchmark.length,
      findings: []
    });
  });

  test('a leak whose rows are cut up, recased and padded is still seen', async () => {
    const disguised = benchmark.slice(0, 40).map(({ input, output }) => ({
      input: `Please solve this: ${input.toUpperCase()}`,
      output: `Sure! ${output}  I hope this helps.`
    }));
    const { gates } = await checkDataset({
      spec,
      data: jsonl([...problems(500, 1), ...disguised]),
      benchmark: jsonl(benchmark)
    });
    expect(gate({ gates }, 'benchmark-overlap').pass).toBe(false);
  });

  test('rows shorter than an n-gram count when they stand in the dataset whole', async () => {
    const short = [
      { input: 'a', output: '1' },
      { input: 'b', output: '2' }
    ];
    const { gates } = await checkDataset({ spec, data: jsonl([...short, ...problems(5, 1)]), benchmark: jsonl(short) });
    expect(gate({ gates }, 'benchmark-overlap')).toMatchObject({ pass: false, value: 1 });
  });
});
