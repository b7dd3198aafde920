// The compiled market that clients use is the Solidity that stands here, and each part of it fits on a chain.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { marketBuild, marketSourceHash as builtHash } from '../artifacts/market.init-code.ts';
import { compileMarketParts, marketArtifactModules, marketSourceHash } from '../build/market-artifacts.ts';
import { MARKET_SLOTS } from './testing/read-ledger.ts';

/** EIP-170. */
const MAX_CODE_BYTES = 24_576;

describe('a fresh compile', { timeout: 180_000 }, () => {
  let parts: ReturnType<typeof compileMarketParts>;
  beforeAll(() => {
    parts = compileMarketParts();
  }, 180_000);

  test('gives the artifacts', () => {
    expect(builtHash, 'run `npm run build:market`').toBe(marketSourceHash());
    for (const [path, text] of Object.entries(marketArtifactModules(parts))) {
      expect(readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')).toBe(text);
    }
  });

  test('all parts see the same storage', () => {
    for (const part of [parts.annex, parts.jury]) expect(part.storage).toEqual(parts.market.storage);
  });

  test('what the tests read from storage stands where they read it', () => {
    const slots = Object.fromEntries(parts.market.storage.map(({ label, slot }) => [label, BigInt(slot)]));
    expect(slots).toMatchObject(MARKET_SLOTS);
  });
});

test('every contract is below the size a contract may have', () => {
  expect(marketBuild.codeBytes).toBeLessThan(MAX_CODE_BYTES);
  expect(marketBuild.annexCodeBytes).toBeLessThan(MAX_CODE_BYTES);
  expect(marketBuild.juryCodeBytes).toBeLessThan(MAX_CODE_BYTES);
});
