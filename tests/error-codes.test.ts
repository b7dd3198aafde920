// Holds the list of error codes against the sources: none that is named is missing, none stands there that nobody gives.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { codeOf } from '#lib/chain/market/decode-market-revert.ts';
import { ERROR_CODES } from '#lib/core/error/error-codes.ts';
import { sourceFiles } from './testing/source-imports.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** They name codes that others give. */
const LISTS = ['src/lib/core/error/error-codes.ts', 'src/lib/core/error/error-kinds.ts'];
const CODE = /(['"`])([a-z]+(?:-[a-z\d]+)*\/[a-z\d]+(?:-[a-z\d]+)*)\1/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g;

const codes = new Set<string>(ERROR_CODES);
const areaOf = (code: string) => code.slice(0, code.indexOf('/'));
const areas = new Set(ERROR_CODES.map(areaOf));
const sources = ['src', 'workers', 'contracts', 'wasm']
  .flatMap((folder) => sourceFiles(root, folder))
  .filter((file) => !LISTS.includes(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const codesIn = (text: string) => [...text.matchAll(CODE)].map((match) => match[2]!);

test('the list is sorted and says each code once', () => {
  expect(ERROR_CODES).toEqual([...codes].toSorted());
});

test('every code that a source or its comments name is in the list', () => {
  const missing = sources.flatMap(({ file, text }) =>
    codesIn(text)
      .filter((code) => areas.has(areaOf(code)) && !codes.has(code))
      .map((code) => `${file}: ${code}`)
  );
  expect(missing).toEqual([]);
});

test('every error is made with a code of the list', () => {
  const made = sources.flatMap(({ text }) =>
    [...text.matchAll(/\bnew AppError\(\s*'([^']+)'/g)].map((match) => match[1]!)
  );
  expect(made.length).toBeGreaterThan(200);
  expect(made.filter((code) => !codes.has(code))).toEqual([]);
});

test('every code of the list is given somewhere', () => {
  const given = new Set<string>(sources.flatMap(({ text }) => codesIn(text.replace(COMMENT, ''))));
  for (const entry of marketAbi) if (entry.type === 'error') given.add(codeOf(entry.name));
  expect(ERROR_CODES.filter((code) => !given.has(code))).toEqual([]);
});
