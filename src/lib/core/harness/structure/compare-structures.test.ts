import { describe, expect, test } from 'vitest';
import { GRID_SOURCE, LOGS_SOURCE, REPAIR_SOURCE, TEMPLATE_SOURCE } from '../testing/harness-sources.ts';
import type { PythonReading } from '../review/python-reading.ts';
import { hasPython, readWithPython, SKIPPED } from '../testing/native-python.ts';
import { StructureComparer, statusOf } from './compare-structures.ts';
import { copiedShare } from './copied-share.ts';
import { nodeGrams, winnowGrams } from './node-grams.ts';

const own = REPAIR_SOURCE.slice(TEMPLATE_SOURCE.length);
/** Definitions of a program, apart by two empty lines. */
const parts = (source: string) => source.split('\n\n\n');

/** Changes that leave a program what it is. */
const COPIES: Record<string, Record<string, string>> = {
  renamed: {
    'harness.py': [
      'conversation',
      'generator',
      'failing_call',
      'expected',
      'found',
      'FUNCTIONS',
      'task',
      'messages',
      'seed',
      'write'
    ].reduce(
      (source, name, index) => source.replaceAll(new RegExp(`\\b${name}\\b(?!")`, 'g'), `renamed_${index}`),
      REPAIR_SOURCE
    )
  },
  reworded: { 'harness.py': REPAIR_SOURCE.replaceAll('should give', 'ought to be').replace('# ', '') },
  reordered: {
    'harness.py': (() => {
      const [head, table, failing, conversation, main, call] = parts(own).filter((part) => part.trim() !== '');
      return [TEMPLATE_SOURCE, main, conversation, failing, head, table, call].filter(Boolean).join('\n\n\n');
    })()
  },
  padded: { 'harness.py': `${GRID_SOURCE.slice(0, GRID_SOURCE.indexOf('parser ='))}\n\n${REPAIR_SOURCE}` },
  split: {
    'harness.py': `from tools import *\nfrom rows import *\n${parts(own).slice(3).join('\n\n\n')}`,
    'rows.py': `from tools import *\n${parts(own).slice(0, 3).join('\n\n\n')}`,
    'tools.py': TEMPLATE_SOURCE
  }
};

type Program = Record<string, string> | string;

/** Readings by program; each is read once. */
const read = (() => {
  const known = new Map<string, PythonReading[]>();
  return (program: Program): PythonReading[] => {
    const files = typeof program === 'string' ? { 'harness.py': program } : program;
    const key = JSON.stringify(files);
    if (!known.has(key)) known.set(key, hasPython ? readWithPython(files) : []);
    return known.get(key)!;
  };
})();

describe.skipIf(!hasPython)(`two programs${SKIPPED}`, () => {
  const template = read(TEMPLATE_SOURCE);
  const compare = (first: Program, second: Program, comparer = new StructureComparer(template)) =>
    comparer.compare(comparer.structureOf(read(first)), comparer.structureOf(read(second)));

  test('that differ in names are the same to the reference, as its test has it', () => {
    const { percent, status } = compare(
      'x = 1\ny = x + 2\nprint(y)\n',
      'alpha = 1\nbeta = alpha + 2\nprint(beta)\n',
      new StructureComparer()
    );
    expect({ percent, status }).toEqual({ percent: 100, status: 'plagiarised' });
  });

  test.each(Object.keys(COPIES))('are found to be one where the other is %s', (change) => {
    expect(copiedShare(compare(COPIES[change]!, REPAIR_SOURCE))).toBeGreaterThan(0.7);
  });

  test('padding and order escape the percentage of the reference, and not the fingerprints', () => {
    const { percent, ofSecond } = compare(COPIES.padded!, REPAIR_SOURCE);
    expect(percent).toBeLessThan(97);
    expect(ofSecond).toBeGreaterThan(0.9);
  });

  test.each([
    ['repair', 'logs', REPAIR_SOURCE, LOGS_SOURCE],
    ['repair', 'grid', REPAIR_SOURCE, GRID_SOURCE],
    ['grid', 'logs', GRID_SOURCE, LOGS_SOURCE]
  ])('of different authors are not: %s and %s', (_one, _other, first, second) => {
    expect(copiedShare(compare(first, second))).toBe(0);
  });

  test('from one template share nothing that counts, once it is declared', () => {
    const declared = compare(REPAIR_SOURCE, LOGS_SOURCE);
    const undeclared = compare(REPAIR_SOURCE, LOGS_SOURCE, new StructureComparer());
    expect(undeclared.shared).toBeGreaterThan(5);
    expect(declared.shared).toBeLessThan(3);
    expect(declared.percent).toBeLessThan(undeclared.percent);
  });

  test('the template itself is nobody’s copy', () => {
    expect(copiedShare(compare(TEMPLATE_SOURCE, REPAIR_SOURCE))).toBe(0);
    expect(copiedShare(compare(TEMPLATE_SOURCE, TEMPLATE_SOURCE))).toBe(0);
  });
});

test('the thresholds are those of the reference', () => {
  expect([29, 30, 96, 97].map(statusOf)).toEqual(['clean', 'needs-review', 'needs-review', 'plagiarised']);
});

test('a shared stretch of 31 nodes shares a fingerprint', () => {
  const names = (from: number, count: number) => Array.from({ length: count }, (_, index) => `node-${from + index}`);
  const stretch = names(1000, 31);
  const one = winnowGrams(nodeGrams([...names(0, 40), ...stretch, ...names(50, 9)]));
  const other = winnowGrams(nodeGrams([...names(200, 7), ...stretch, ...names(300, 60)]));
  expect([...one].some((hash) => other.has(hash))).toBe(true);
});
