// A row's output and its tests as texts to run, as the check of a request names them.
import { readPointer } from '../encoding/json-pointer.ts';
import type { OutputCheck } from './output-check.ts';
import type { RowTest } from './run-row-tests.ts';

export type SandboxCheck = Extract<OutputCheck, { kind: 'sandbox-tests' }>;

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** The row's tests, or why it has none, as a clause. */
export function rowTestOf(check: SandboxCheck, row: unknown, output: string): RowTest | string {
  const tests = textsAt(row, check.tests);
  if (tests === null || tests.trim() === '') return `the row has no tests at ${check.tests}`;
  const before = check.before === undefined ? '' : readPointer(row, check.before);
  if (typeof before !== 'string') return `the row has no text at ${check.before}`;
  const name = check.entryPoint === undefined ? null : readPointer(row, check.entryPoint);
  if (name !== null && !(typeof name === 'string' && NAME.test(name)))
    return `the row has no name at ${check.entryPoint}`;
  const judged = name === null ? [tests] : [tests, `check(${name})`];
  return { withOutput: { parts: [before + output, ...judged] }, without: { parts: [before, ...judged] } };
}

/** A text, or a list of texts as lines. */
function textsAt(row: unknown, pointer: string): string | null {
  const value = readPointer(row, pointer);
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((text) => typeof text === 'string');
  return isList ? value.join('\n') : null;
}
