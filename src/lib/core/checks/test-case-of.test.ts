import { expect, test } from 'vitest';
import { rowTestOf, type SandboxCheck } from './test-case-of.ts';

const CHECK: SandboxCheck = { kind: 'sandbox-tests', language: 'python', tests: '/tests' };

test('the output runs first, then its tests, and then those without it', () => {
  expect(rowTestOf(CHECK, { tests: 'assert f(1)' }, 'f = bool')).toEqual({
    withOutput: { parts: ['f = bool', 'assert f(1)'] },
    without: { parts: ['', 'assert f(1)'] }
  });
});

test('tests may be a list, as those of MBPP are', () => {
  const tests = ['assert f(1)', 'assert f(2)'];
  expect(rowTestOf(CHECK, { tests }, 'f = bool')).toMatchObject({
    withOutput: { parts: ['f = bool', 'assert f(1)\nassert f(2)'] }
  });
});

test('an output may go on from a text of the row and be named, as those of HumanEval are', () => {
  const check: SandboxCheck = { ...CHECK, before: '/prompt', entryPoint: '/entry_point' };
  const row = { prompt: 'def f(x):\n', tests: 'def check(g): assert g(1)', entry_point: 'f' };
  expect(rowTestOf(check, row, '  return x')).toEqual({
    withOutput: { parts: ['def f(x):\n  return x', row.tests, 'check(f)'] },
    without: { parts: ['def f(x):\n', row.tests, 'check(f)'] }
  });
});

test.each<[Partial<SandboxCheck>, Record<string, unknown>, string]>([
  [{}, {}, 'the row has no tests at /tests'],
  [{}, { tests: ' \n' }, 'the row has no tests at /tests'],
  [{}, { tests: [] }, 'the row has no tests at /tests'],
  [{}, { tests: ['assert 1', 2] }, 'the row has no tests at /tests'],
  [{ before: '/prompt' }, { tests: 'x' }, 'the row has no text at /prompt'],
  [{ entryPoint: '/name' }, { tests: 'x' }, 'the row has no name at /name'],
  [{ entryPoint: '/name' }, { tests: 'x', name: 'f); exit(' }, 'the row has no name at /name']
])('%j of %j: %s', (more, row, reason) => expect(rowTestOf({ ...CHECK, ...more }, row, 'y')).toBe(reason));
