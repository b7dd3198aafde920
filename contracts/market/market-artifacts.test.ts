// The compiled market that clients use is the Solidity that stands here, and both parts of it fit on a chain.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { marketBuild, marketSourceHash as builtHash } from '../artifacts/market.init-code.ts';
import { marketArtifactModules, marketSourceHash } from './market-artifacts.ts';

/** EIP-170. */
const MAX_CODE_BYTES = 24_576;

test('the artifacts are what the sources compile to', { timeout: 180_000 }, () => {
  expect(builtHash, 'run `npm run build:market`').toBe(marketSourceHash());
  for (const [path, text] of Object.entries(marketArtifactModules())) {
    expect(readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')).toBe(text);
  }
});

test('both contracts are below the size a contract may have', () => {
  expect(marketBuild.codeBytes).toBeLessThan(MAX_CODE_BYTES);
  expect(marketBuild.annexCodeBytes).toBeLessThan(MAX_CODE_BYTES);
});
