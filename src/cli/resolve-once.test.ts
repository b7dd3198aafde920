import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Asked twice each: the second answer is the kept one. */
const ASK = `
  const names = ['@polkadot/api', '@polkadot/util-crypto', '@polkadot/util', 'viem', 'citty', '#lib/core/error/app-error.ts', 'node:fs'];
  const answers = [...names, ...names].map((name) => import.meta.resolve(name));
  const missing = await import('no-such-package-anywhere').catch((error) => error.code);
  console.log(JSON.stringify([answers, missing, typeof (await import('@polkadot/util')).u8aToHex]));
`;

test('what is resolved once is what Node resolves, and what is missing stays missing', async () => {
  const ask = async (...options: string[]) => {
    const { stdout } = await run(process.execPath, [...options, '--input-type=module', '--eval', ASK], { cwd: HERE });
    return JSON.parse(stdout) as unknown;
  };
  const own = await ask();
  expect(await ask('--import', './resolve-once.ts')).toEqual(own);
  expect(own).toMatchObject([expect.any(Array), 'ERR_MODULE_NOT_FOUND', 'function']);
});
