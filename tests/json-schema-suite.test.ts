// The official tests of JSON Schema, draft 2020-12: what the row schemas get right, and by kind what they do not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '#lib/core/error/app-error.ts';
import { Evaluation } from '#lib/core/json-schema/evaluation.ts';
import { FORMATS } from '#lib/core/json-schema/formats/formats.ts';
import { readSchema } from '#lib/core/json-schema/read-schema.ts';
import { SCHEMA_LIMITS } from '#lib/core/json-schema/schema-limits.ts';
import { StepBudget } from '#lib/core/json-schema/step-budget.ts';

interface Group {
  description: string;
  schema: unknown;
  tests: { description: string; data: unknown; valid: boolean }[];
}

const folder = join(import.meta.dirname, 'json-schema-suite/draft2020-12');
const filesIn = (path: string): string[] => readdirSync(path).filter((name) => name.endsWith('.json'));
const groupsOf = (path: string): Group[] => JSON.parse(readFileSync(path, 'utf8')) as Group[];

/** Tests of documents that the suite serves on its own server, or of the dialect's own: neither is in the schema. */
const NEEDS_REMOTE: Record<string, string[] | 'all'> = {
  'refRemote.json': 'all',
  'vocabulary.json': 'all',
  'defs.json': 'all',
  'ref.json': ['remote ref, containing refs itself'],
  'dynamicRef.json': [
    'strict-tree schema, guards against misspelled properties',
    'tests for implementation dynamic anchor and reference link',
    '$ref and $dynamicAnchor are independent of order - $defs first',
    '$ref and $dynamicAnchor are independent of order - $ref first',
    '$ref to $dynamicRef finds detached $dynamicAnchor'
  ]
};
const needsRemote = (file: string, { description }: Group): boolean =>
  NEEDS_REMOTE[file] === 'all' || (NEEDS_REMOTE[file]?.includes(description) ?? false);

type Answer = { file: string; test: string; kind: 'right' | 'wrong' | `refused: ${string}` };

/** Without the place and what stands there. */
const problemOf = ({ short }: AppError): string => short.replace(/^The schema at \S+ /, '').replace(/: \S+$/, '');

/** What is refused says so when the schema is read, in an error of ours. */
function answers(file: string, group: Group, assertsFormats: boolean): Answer[] {
  const name = (description: string) => `${group.description}: ${description}`;
  let root: ReturnType<typeof readSchema>;
  try {
    root = readSchema(group.schema, { assertsFormats, allowsProtoName: true });
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const kind = `refused: ${problemOf(error as AppError)}` as const;
    return group.tests.map(({ description }) => ({ file, test: name(description), kind }));
  }
  return group.tests.map(({ description, data, valid }) => {
    const budget = new StepBudget(SCHEMA_LIMITS.maxVisitsPerRow);
    const isRight = new Evaluation(budget).visit(root, data, null) === valid;
    return { file, test: name(description), kind: isRight ? 'right' : 'wrong' };
  });
}

function answersOf(path: string, assertsFormats: boolean, counts: (file: string, group: Group) => boolean): Answer[] {
  return filesIn(path).flatMap((file) =>
    groupsOf(join(path, file))
      .filter((group) => counts(file, group))
      .flatMap((group) => answers(file, group, assertsFormats))
  );
}

function report(title: string, all: Answer[]): { right: number; others: Answer[] } {
  const others = all.filter(({ kind }) => kind !== 'right');
  const right = all.length - others.length;
  console.log(`${title}: ${right} of ${all.length} right (${((100 * right) / all.length).toFixed(2)} %)`);
  for (const [kind, found] of Map.groupBy(others, ({ kind }) => kind)) console.log(`  ${found.length} ${kind}`);
  return { right, others };
}

describe('JSON Schema Test Suite, draft 2020-12', () => {
  const isLocal = (file: string, group: Group) => !needsRemote(file, group);

  test('the required tests that need no other document, with formats as notes', () => {
    const all = answersOf(folder, false, isLocal);
    const { right, others } = report('Required, formats as notes', all);
    expect(all.length).toBeGreaterThan(1200);
    expect(others).toEqual([]);
    expect(right / all.length).toBeGreaterThanOrEqual(0.99);
  });

  test('with formats judged, as rows are, only what says that a format is a note is otherwise', () => {
    const { others } = report('Required, formats judged', answersOf(folder, true, isLocal));
    for (const { file, test, kind } of others)
      expect([file, kind, test]).toEqual(['format.json', 'wrong', expect.stringContaining('is only an annotation')]);
    expect(others).toHaveLength(14);
  });

  test('what needs another document is refused when the schema is read', () => {
    const all = answersOf(folder, true, (file, group) => needsRemote(file, group) && file !== 'vocabulary.json');
    report('Other documents', all);
    expect(all.filter(({ kind }) => !kind.startsWith('refused'))).toEqual([]);
  });

  test('every format that is judged is judged right, names in Punycode apart, which are not judged', () => {
    const isJudged = (file: string) => FORMATS.has(file.replace('.json', ''));
    const { others } = report('Formats that are judged', answersOf(join(folder, 'format'), true, isJudged));
    for (const { test, kind } of others)
      expect([kind, test]).toEqual(['wrong', expect.stringContaining('validation of A-label (punycode) host names')]);
  });
});
