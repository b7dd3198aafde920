// The compiled kernels in the repository are what their sources give.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileKernel, kernelFile, KERNELS } from '../wasm/compile-kernel.ts';

test.each(KERNELS)('building %s again gives the same file', async (name) => {
  expect(await compileKernel(name)).toBe(await readFile(kernelFile(name), 'utf8'));
});
