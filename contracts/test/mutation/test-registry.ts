// Stands for `vitest` while mutants run: the same test files, in one process, as often as there are mutants. Only what the
// contract's tests use; that each of them passes here without a mutant is checked before the first one.
import assert from 'node:assert/strict';

type Body = (...args: never[]) => unknown;
interface Suite {
  before: Body[];
  beforeEach: Body[];
  parent?: Suite;
}
export interface RegisteredTest {
  name: string;
  suite: Suite;
  run(): unknown;
}

export const registeredTests: RegisteredTest[] = [];
let current: Suite = { before: [], beforeEach: [] };
let prefix = '';

/** Before the tests of another file. */
export function beginFile(name: string): void {
  current = { before: [], beforeEach: [] };
  prefix = name;
}

/** Throws what the test throws. */
export async function runTest({ suite, run }: RegisteredTest): Promise<void> {
  const suites: Suite[] = [];
  for (let at: Suite | undefined = suite; at; at = at.parent) suites.unshift(at);
  for (const { before } of suites) for (const hook of before) await hook();
  for (const { beforeEach: each } of suites) for (const hook of each) await hook();
  await run();
}

const bodyOf = (args: unknown[]): Body => args.find((arg) => typeof arg === 'function') as Body;

export function test(name: string, ...args: unknown[]): void {
  registeredTests.push({ name: `${prefix}: ${name}`, suite: current, run: bodyOf(args) });
}
test.each =
  (rows: readonly unknown[]) =>
  (name: string, ...args: unknown[]): void => {
    const body = bodyOf(args) as (...row: unknown[]) => unknown;
    for (const row of rows) {
      const values = Array.isArray(row) ? (row as unknown[]) : [row];
      test(name.replace(/%s/, String(values[0])).replace(/%j/, JSON.stringify(values[0])), () => body(...values));
    }
  };
export function describe(name: string, ...args: unknown[]): void {
  const [outer, outerPrefix] = [current, prefix];
  current = { before: [], beforeEach: [], parent: outer };
  prefix = `${prefix}: ${name}`;
  (bodyOf(args) as () => void)();
  [current, prefix] = [outer, outerPrefix];
}
export const beforeAll = (hook: Body): number => current.before.push(hook);
export const beforeEach = (hook: Body): number => current.beforeEach.push(hook);
export const afterAll = (): void => {};

class Any {
  readonly matches: (value: unknown) => boolean;
  constructor(matches: (value: unknown) => boolean) {
    this.matches = matches;
  }
}

const entriesOf = (value: object) => Object.entries(value).filter(([, item]) => item !== undefined);

function equals(actual: unknown, expected: unknown, partly: boolean): boolean {
  if (expected instanceof Any) return expected.matches(actual);
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(expected)) return false;
  if (expected instanceof Map || expected instanceof Set)
    return equals([...(actual as Set<unknown>)], [...(expected as Set<unknown>)], partly);
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return false;
  if (!partly && entriesOf(actual).length !== entriesOf(expected).length) return false;
  const of = actual as Record<string, unknown>;
  return Object.entries(expected).every(([key, value]) => equals(of[key], value, partly));
}

function matchers(actual: unknown, wanted: boolean) {
  const check = (holds: boolean, what: string, expected?: unknown): void => {
    if (holds !== wanted) throw new assert.AssertionError({ message: what, actual, expected, operator: what });
  };
  const size = actual as bigint;
  return {
    toBe: (expected: unknown) => check(Object.is(actual, expected), 'toBe', expected),
    toEqual: (expected: unknown) => check(equals(actual, expected, false), 'toEqual', expected),
    toMatchObject: (expected: unknown) => check(equals(actual, expected, true), 'toMatchObject', expected),
    toHaveLength: (expected: number) => check((actual as string).length === expected, 'toHaveLength', expected),
    toContain: (expected: unknown) =>
      check([...(actual as Iterable<unknown>)].includes(expected), 'toContain', expected),
    toBeGreaterThan: (expected: bigint) => check(size > expected, 'toBeGreaterThan', expected),
    toBeGreaterThanOrEqual: (expected: bigint) => check(size >= expected, 'toBeGreaterThanOrEqual', expected),
    toBeLessThan: (expected: bigint) => check(size < expected, 'toBeLessThan', expected),
    toBeLessThanOrEqual: (expected: bigint) => check(size <= expected, 'toBeLessThanOrEqual', expected),
    toBeUndefined: () => check(actual === undefined, 'toBeUndefined'),
    toMatch: (expected: RegExp) => check(expected.test(actual as string), 'toMatch', expected)
  };
}

export function expect(actual: unknown) {
  return {
    ...matchers(actual, true),
    not: matchers(actual, false),
    rejects: {
      async toThrow(expected = ''): Promise<void> {
        const error = await Promise.resolve(actual).then(
          () => undefined,
          (reason: unknown) => reason as Error
        );
        if (!error?.message.includes(expected)) throw new assert.AssertionError({ message: `toThrow ${expected}` });
      }
    }
  };
}
expect.any = (type: (value: unknown) => unknown) =>
  new Any((value) => value !== null && value !== undefined && Object(value) instanceof (type as never));
expect.stringMatching = (pattern: RegExp) => new Any((value) => typeof value === 'string' && pattern.test(value));
