import { describe, expect, test } from 'vitest';
import { describeCheck } from './describe-check.ts';
import { emptyCheck, readCheckDraft, type CheckDraft, type CheckKind } from './check-draft.ts';

const KINDS: CheckKind[] = ['exact', 'numeric', 'equations', 'json-schema', 'sandbox-tests'];

test.each(KINDS)('a new check of kind %s is complete and can be described', (kind) => {
  const read = readCheckDraft(emptyCheck(kind));
  expect(read).toMatchObject({ check: { kind } });
  expect(describeCheck((read as { check: Parameters<typeof describeCheck>[0] }).check)).toMatch(/\.$/);
});

describe('mistakes are named in the form’s words', () => {
  test.each<[CheckKind, Partial<CheckDraft>, RegExp]>([
    ['exact', { expected: 'answer' }, /expected answer must be a JSON Pointer/],
    ['exact', { take: 'after', after: '' }, /mark before the answer/],
    ['numeric', { expected: 'two plus two' }, /arithmetic/],
    ['numeric', { tolerance: '' }, /tolerance/],
    ['equations', { tolerance: '-1' }, /must not be negative/],
    ['json-schema', { schemaText: '{' }, /not JSON/],
    ['json-schema', { schemaText: '{"type":"text"}' }, /type/],
    ['sandbox-tests', { tests: 'tests' }, /place of the tests/],
    ['sandbox-tests', { before: 'prompt' }, /text before the output/],
    ['sandbox-tests', { entryPoint: 'name' }, /function’s name/]
  ])('%s with %j', (kind, change, problem) => {
    const read = readCheckDraft({ ...emptyCheck(kind), ...change });
    expect('problem' in read && read.problem).toMatch(problem);
  });
});
