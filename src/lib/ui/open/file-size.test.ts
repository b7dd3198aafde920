import { expect, test } from 'vitest';
import { DATASET_LIMITS } from '../../core/dataset/dataset-limits.ts';
import { bytesOfMegabytes, megabytesProblem } from './file-size.ts';

test.each(['10', '0.5', '67', ' 1 ', '0.000001'])('%j MB is a size that a request may have', (text) => {
  expect(megabytesProblem(text)).toBeNull();
  expect(bytesOfMegabytes(text)).toBeGreaterThanOrEqual(1);
  expect(bytesOfMegabytes(text)).toBeLessThanOrEqual(DATASET_LIMITS.maxBytes);
});

test.each(['', '0', '-1', '68', '100', '0,5', '1,000', '0.0000001', 'ten'])('%j MB is none', (text) => {
  expect(megabytesProblem(text)).toBe('Write a size above 0 and up to 67 MB.');
});
