// The toy reference: a real model in every respect but its size, with which a measurement takes a second. What a file asserts
// then holds for it; `npm run test:full` runs the same file with the shipped model.
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';

export const TOY_REFERENCE = fileURLToPath(new URL('../../../../tests/toy-reference', import.meta.url));

/** For this file, the commands it starts and the pages it serves. */
export function takeToyReference(): void {
  if (process.env.ASSAY_TESTS === 'full') return;
  vi.stubEnv('ASSAY_REFERENCE', TOY_REFERENCE);
  // The files of a process share its environment.
  afterAll(() => void vi.unstubAllEnvs());
}
