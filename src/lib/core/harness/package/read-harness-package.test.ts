import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HARNESS_PACKAGE_LIMITS } from './package-limits.ts';
import { readHarnessPackage } from './read-harness-package.ts';

const file = (path: string, text = 'x = 1\n') => ({ path, bytes: new TextEncoder().encode(text) });
const harness = file('harness.py');
const ruleOf = (files: Parameters<typeof readHarnessPackage>[0]) => {
  try {
    readHarnessPackage(files);
  } catch (error) {
    return (error as { details: { rule: string } }).details.rule;
  }
  return null;
};

describe('a package of a folder', () => {
  test('is the same in any order of its files', () => {
    const files = [harness, file('lib/a.py'), file('lib/b.py'), file('words.txt', 'a\nb\n')];
    const { treeHash } = readHarnessPackage(files);
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(readHarnessPackage(shuffled).treeHash).toBe(treeHash);
      })
    );
  });

  test('is another one under another name or with another byte', () => {
    const { treeHash } = readHarnessPackage([harness, file('a.txt', 'one')]);
    expect(readHarnessPackage([harness, file('b.txt', 'one')]).treeHash).not.toBe(treeHash);
    expect(readHarnessPackage([harness, file('a.txt', 'two')]).treeHash).not.toBe(treeHash);
  });

  test('keeps the rules of an archive', () => {
    expect(ruleOf([])).toBe('no-files');
    expect(ruleOf([harness, file('.env.txt')])).toBe('hidden-name');
    expect(ruleOf([harness, file('a.exe')])).toBe('extension');
    const large = { path: 'a.txt', bytes: new Uint8Array(HARNESS_PACKAGE_LIMITS.maxUnpackedBytes + 1).fill(32) };
    expect(ruleOf([harness, large])).toBe('unpacked-size');
  });

  test('shows no sign of a name that could paint over the refusal', () => {
    expect(() => readHarnessPackage([harness, file('a\u202eyp.txt')])).toThrow('The entry "a\\u{202e}yp.txt"');
  });

  test('whatever a file is called, it is taken or refused by a rule', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (path) => {
        const rule = ruleOf([harness, file(path)]);
        expect(rule === null || typeof rule === 'string').toBe(true);
        if (rule === null) expect(path).toMatch(/^[\x20-\x7e]+$/);
      })
    );
  });
});
