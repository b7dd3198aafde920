import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { SHORT_PARAMETERS_HASH, TOY_PARAMETERS_HASH } from './testing/toy.ts';

const script = fileURLToPath(new URL('testing/print-hash.ts', import.meta.url));

/** One process has one number of threads. */
async function hashOf(what: 'toy' | 'short', threads: number): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, what, String(threads)]);
  return stdout.trim();
}

test.each([1, 2, 3])('WebAssembly with %i threads gives the bits that are written down', async (threads) => {
  expect(await hashOf('toy', threads)).toBe(TOY_PARAMETERS_HASH);
});

test('the reference model gives the bits that the browser test expects too', { timeout: 60_000 }, async () => {
  expect(await hashOf('short', 2)).toBe(SHORT_PARAMETERS_HASH);
});
