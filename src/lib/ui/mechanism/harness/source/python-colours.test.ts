import { describe, expect, test } from 'vitest';
import { HARNESS_TEMPLATE } from '../../../../core/harness/template/harness-template.ts';
import { colouredSegments, outlineOf, readPython } from './python-colours.ts';

const { signal } = new AbortController();
const read = async (text: string) => (await readPython(text, signal))!;

describe('Python in colours', () => {
  test('pieces put together are the text, keywords and texts apart', async () => {
    const text = 'def f(a):  # doubles\n    return a * 2 if a else "none"\n';
    const tree = await read(text);
    const segments = colouredSegments(text, tree, 0, text.length);
    expect(segments.map((one) => one.text).join('')).toBe(text);
    expect(segments.find((one) => one.text === 'return')!.style).toBe('text-accent');
    expect(segments.find((one) => one.text === '"none"')!.style).toBe('text-good');
    expect(segments.find((one) => one.text === '# doubles')!.style).toContain('text-ink-soft');
  });

  test('a stretch is cut where it ends', async () => {
    const text = '"one long text"\nx = 1\n';
    const tree = await read(text);
    expect(colouredSegments(text, tree, 5, 9).map((one) => one.text)).toEqual(['long']);
  });

  test('the outline has classes and functions with their lines and depth', async () => {
    const text = 'import os\n\nclass A:\n    def f(self):\n        def g(): pass\n\nasync def h():\n    pass\n';
    expect(outlineOf(text, await read(text))).toEqual([
      { name: 'A', kind: 'class', line: 3, depth: 0 },
      { name: 'f', kind: 'function', line: 4, depth: 1 },
      { name: 'g', kind: 'function', line: 5, depth: 2 },
      { name: 'h', kind: 'function', line: 7, depth: 0 }
    ]);
    const program = HARNESS_TEMPLATE['harness.py']!;
    expect(outlineOf(program, await read(program)).map(({ name }) => name)).toContain('conversation');
  });

  test.each([
    ['brackets that never close', '('.repeat(300_000)],
    ['no Python at all', 'def class if ) ] } '.repeat(20_000)],
    ['very deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`]
  ])('%s are read as far as time allows', { timeout: 10_000 }, async (_, text) => {
    const tree = await read(text);
    expect(
      colouredSegments(text, tree, 0, 1000)
        .map((one) => one.text)
        .join('')
    ).toBe(text.slice(0, 1000));
    expect(outlineOf(text, tree).length).toBeLessThanOrEqual(500);
  });

  test('reading ends when another file is chosen', async () => {
    expect(await readPython('('.repeat(300_000), AbortSignal.abort())).toBeNull();
  });
});
