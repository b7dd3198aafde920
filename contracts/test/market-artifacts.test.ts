// The compiled market that clients use is of the Solidity that stands here, and each part of it fits on a chain. That a fresh
// compile gives the same bytes takes half a minute and is market-artifacts.full.test.ts, in `npm run test:full`.
import { expect, test } from 'vitest';
import { marketBuild, marketSourceHash as builtHash } from '../artifacts/market.init-code.ts';
import { readStorage } from '../build/compile-market.ts';
import { marketSourceHash } from '../build/market-artifacts.ts';
import { MARKET_SLOTS } from './testing/read-ledger.ts';

/** EIP-170. */
const MAX_CODE_BYTES = 24_576;

test('the artifacts are of these sources', () => {
  expect(builtHash, 'run `npm run build:market`').toBe(marketSourceHash());
});

test('all parts see the same storage, and what the tests read stands where they read it', { timeout: 60_000 }, () => {
  const storage = readStorage('src/Market.sol', 'Market');
  expect(readStorage('src/MarketAnnex.sol', 'MarketAnnex')).toEqual(storage);
  expect(readStorage('src/MarketJury.sol', 'MarketJury')).toEqual(storage);
  expect(Object.fromEntries(storage.map(({ label, slot }) => [label, BigInt(slot)]))).toMatchObject(MARKET_SLOTS);
});

test('every contract is below the size a contract may have', () => {
  expect(marketBuild.codeBytes).toBeLessThan(MAX_CODE_BYTES);
  expect(marketBuild.annexCodeBytes).toBeLessThan(MAX_CODE_BYTES);
  expect(marketBuild.juryCodeBytes).toBeLessThan(MAX_CODE_BYTES);
});
