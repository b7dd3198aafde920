import { describe, expect, test } from 'vitest';
import { madeUpText, wordProblemSet, type Pair } from './testing/generated-sets.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { checkRows, gate, jsonl } from './testing/pair-request.ts';

const benchmark = wordProblemSet(60, 9);
const mine = wordProblemSet(100, 1);
const theirs = wordProblemSet(100, 2);
const compare = (rows: unknown[], earlier: Uint8Array[]) => checkRows(rows, { benchmark, earlier });

describe('rows of earlier submissions', () => {
  test('without earlier submissions there is no such gate, with none of them nothing is left out', async () => {
    expect((await checkRows(mine, { benchmark })).gates.map(({ name }) => name)).not.toContain('earlier-submissions');
    expect(gate(await compare(mine, []), 'earlier-submissions')).toMatchObject({ pass: true, leftOut: 0 });
  });

  test('two miners of the same domain do not lose their rows to one another', async () => {
    const result = gate(await compare(mine, [jsonl(theirs)]), 'earlier-submissions');
    expect(result.pass).toBe(true);
    expect(result.leftOut).toBeLessThanOrEqual(3);
  });

  test.each<[string, (row: Pair) => unknown]>([
    ['as they are', (row) => row],
    ['in other letters and spaces', ({ input, output }) => ({ output: `  ${output}`, input: input.toUpperCase() })],
    ['with a word changed', ({ input, output }) => ({ input: input.replace(/\b[a-z]{4,}/, 'zebra'), output })]
  ])('rows copied %s are left out, and the earlier submission is named', async (_, disguise) => {
    const copies = theirs.slice(0, 30).map(disguise).reverse();
    const rows = [...mine, ...copies];
    const checked = await compare(rows, [jsonl(wordProblemSet(20, 5)), jsonl(theirs)]);
    const result = gate(checked, 'earlier-submissions');
    expect(result.pass).toBe(true);
    expect(result.leftOut).toBeGreaterThanOrEqual(27);
    const copied = result.findings.filter(({ line }) => line > 100);
    expect(copied.length).toBeGreaterThanOrEqual(27);
    expect(copied[0]!.message).toContain('submission 2 of this request');
    expect(checked.countedRows).toBeLessThanOrEqual(rows.length - result.leftOut);
  });

  test('a set that is mostly copied fails', async () => {
    expect(gate(await compare([...mine.slice(0, 40), ...theirs], [jsonl(theirs)]), 'earlier-submissions').pass).toBe(
      false
    );
  });

  test('the earliest of several submissions with the same row is named', async () => {
    const both = [jsonl(theirs), jsonl(theirs)];
    const { findings } = gate(await compare(theirs, both), 'earlier-submissions');
    expect(new Set(findings.map(({ message }) => message.match(/submission (\d)/)![1]))).toEqual(new Set(['1']));
  });

  test('lines that cannot be read do not hide the others, and a submission without rows is counted as such', async () => {
    const damaged = new TextEncoder().encode(
      `{"input": broken\n${'[1]\n'.repeat(3)}${new TextDecoder().decode(jsonl(theirs))}\u0000`
    );
    const invalid = Uint8Array.of(0xff, 0xfe, 0x0a, 0xc3);
    const result = gate(await compare(theirs.slice(0, 40), [invalid, damaged]), 'earlier-submissions');
    expect(result.leftOut).toBe(40);
    expect(result.detail).toContain('Compared with 2 earlier submissions, 1 of which had no readable row.');
  });

  test('long copied texts with one word in thirty changed are seen', async () => {
    const random = seededRandom(4);
    const essays = Array.from({ length: 20 }, () => ({ input: madeUpText(6, random), output: madeUpText(90, random) }));
    const changed = essays.map(({ input, output }) => ({
      input,
      output: output
        .split(' ')
        .map((word, index) => (index % 30 === 29 ? 'zebra' : word))
        .join(' ')
    }));
    expect(gate(await compare(changed, [jsonl(essays)]), 'earlier-submissions').leftOut).toBe(20);
  });
});
