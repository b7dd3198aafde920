import { expect, test } from 'vitest';
import { WORD_PROBLEM_REQUEST } from '../demo/word-problems.ts';
import { AppError } from '../error/app-error.ts';
import { parseRowsSpec } from '../request/parse-rows-body.ts';
import { checkDataset } from './check-dataset.ts';
import { isDatasetFault } from './dataset-fault.ts';

const spec = parseRowsSpec(WORD_PROBLEM_REQUEST);
const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * 73 + 11) % 256);
const thrownBy = async (data: Uint8Array, benchmark: Uint8Array | null) =>
  AppError.from(await checkDataset({ spec, data, benchmark }).catch((thrown: unknown) => thrown));

test('rows that are none are the fault of the entry; a broken benchmark, or anything else, is not', async () => {
  const text = (value: string) => new TextEncoder().encode(value);
  for (const data of [noise, text('{'), text('[]\n'), text('1\n')]) {
    const error = await thrownBy(data, null);
    expect(error.code).toMatch(/^dataset\//);
    expect(isDatasetFault(error)).toBe(true);
    // A worker hands errors on as records.
    expect(isDatasetFault(AppError.from(JSON.parse(JSON.stringify(error))))).toBe(true);
  }
  expect(isDatasetFault(await thrownBy(text('{"input":"1","output":"2"}\n'), noise))).toBe(false);
  expect(isDatasetFault(new AppError('score/worker-died', ''))).toBe(false);
  expect(isDatasetFault(new AppError('dataset/malformed-json', ''))).toBe(false);
});
