import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AppError } from '../error/app-error.ts';
import { readJsonl } from './read-jsonl.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const ROWS = '{"input":"Where?","output":"There."}\n{"input":"When?","output":"Then."}\n';

function fault(bytes: Uint8Array): AppError {
  try {
    Array.from(readJsonl(bytes, { name: 'rows.jsonl' }));
  } catch (thrown) {
    return AppError.from(thrown);
  }
  throw new Error('It was read.');
}

describe('a file of another format says what it is and what to do', () => {
  test.each<[string, Uint8Array, RegExp, RegExp]>([
    ['gzip', new Uint8Array(gzipSync(utf8(ROWS))), /compressed by gzip/, /gunzip/],
    ['Parquet', utf8('PAR1\u0015\u0004'), /Parquet/, /to_json/],
    ['ZIP', utf8('PK\u0003\u0004\u0014'), /ZIP archive/, /Unpack/],
    ['UTF-16 with a mark', new Uint8Array(Buffer.from(`\ufeff${ROWS}`, 'utf16le')), /UTF-16/, /iconv/],
    ['UTF-16 without one', new Uint8Array(Buffer.from(ROWS, 'utf16le')), /UTF-16/, /UTF-16LE/],
    ['Git LFS', utf8('version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 9\n'), /Git LFS/, /git lfs pull/],
    ['a web page', utf8('<!DOCTYPE html>\n<html></html>'), /page of the web/, /raw file/],
    ['lone carriage returns', utf8(ROWS.replaceAll('\n', '\r')), /carriage return alone/, /tr /],
    ["Python's quotes", utf8("{'input': 'Where?', 'output': 'There.'}\n"), /as Python prints it/, /json\.dumps/],
    ["Python's None", utf8('{"input": "Where?", "output": None}\n'), /as Python prints it/, /json\.dumps/]
  ])('%s', (_, bytes, what, todo) => {
    const error = fault(bytes);
    expect(error).toMatchObject({ code: 'dataset/other-format', details: { file: 'rows.jsonl', line: 1 } });
    expect(error.short).toMatch(what);
    expect(error.hints).toEqual([expect.stringMatching(todo)]);
  });

  test('a line in the middle is named', () => {
    expect(fault(utf8(`${ROWS}{'input': 'Who?'}\n`))).toMatchObject({
      code: 'dataset/other-format',
      details: { line: 3 }
    });
  });
});

test('byte-order marks at the start of lines are taken, as in files that were joined', () => {
  const rows = Array.from(readJsonl(utf8(`\ufeff${ROWS}\ufeff${ROWS}`)));
  expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
});

test('texts that speak of other formats are rows', () => {
  const row = { input: "What does {'a': None} mean?", output: 'PAR1, PK\u0003\u0004 and\rreturns } { of Python' };
  expect(Array.from(readJsonl(utf8(JSON.stringify(row))))).toMatchObject([{ value: row }]);
});
