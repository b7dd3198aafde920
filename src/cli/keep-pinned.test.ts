// Content that nobody holds holds up neither the end nor what is here.
import { expect, test } from 'vitest';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import { connectChain } from '#lib/chain/connection/connect-chain.ts';
import { LOCAL_NETWORK } from '#lib/core/market/networks.ts';
import { SOME_TERMS } from '#lib/market/testing/some-request.ts';
import { developmentAccount } from './connect-market.ts';
import { keepPinned } from './keep-pinned.ts';
import { startLocalStack } from './local-stack.ts';

const NOBODY_HOLDS = 'bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e';
const HELD = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
/** Far below the minute that a pin may take. */
const WELL_BEFORE_A_PIN_GIVES_UP_MS = 20_000;
const FRESH = { host: '127.0.0.1', chainPort: 0, contentPort: 0, gatewayPort: 0, blockTimeMs: 0 };

/** A request that names a document. */
const naming = (specCid: string, deadlineBlock: number) => ({
  specCid,
  licenceCid: null,
  benchmarkCommitment: `0x${'11'.repeat(32)}` as const,
  terms: { ...SOME_TERMS, deadlineBlock },
  bountyRao: 1_000_000_000n
});

test('a CID that nobody holds does not hold up the end', { timeout: WELL_BEFORE_A_PIN_GIVES_UP_MS }, async () => {
  const stack = await startLocalStack(FRESH);
  const connection = await connectChain(stack.chainUrl);
  const { number } = await createMarketChain(connection, LOCAL_NETWORK).bestBlock();
  const asked = Promise.withResolvers<void>();
  const stopKeeping = await keepPinned(stack.chainUrl, {
    gatewayUrl: stack.gatewayUrl,
    holds: () => Promise.resolve(false),
    pin: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        asked.resolve();
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      })
  });
  await createMarketChain(connection, LOCAL_NETWORK).open(
    await developmentAccount('Requester'),
    naming(NOBODY_HOLDS, number + 50)
  );
  await asked.promise;
  await expect(stopKeeping()).resolves.toBeUndefined();
  await connection.disconnect();
  await expect(stack.stop()).resolves.toBeUndefined();
});

test('what nobody holds does not hold up what is here', { timeout: WELL_BEFORE_A_PIN_GIVES_UP_MS }, async () => {
  const stack = await startLocalStack(FRESH);
  const connection = await connectChain(stack.chainUrl);
  const chain = createMarketChain(connection, LOCAL_NETWORK);
  const requester = await developmentAccount('Requester');
  const { number } = await chain.bestBlock();
  const open = (specCid: string) => chain.open(requester, naming(specCid, number + 500));
  const dead = Array.from({ length: 10 }, (_, i) => `${NOBODY_HOLDS.slice(0, -2)}${'abcdefghijklmnopqrst'[i]}a`);
  for (const cid of dead) await open(cid);
  await open(HELD);
  const pinned = Promise.withResolvers<string>();
  const pending = new Set<string>();
  const stopKeeping = await keepPinned(stack.chainUrl, {
    gatewayUrl: stack.gatewayUrl,
    holds: (cid) => Promise.resolve(cid === HELD),
    pin: (cid, { signal } = {}) => {
      if (cid === HELD) return Promise.resolve(pinned.resolve(cid));
      pending.add(cid);
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    }
  });
  // Something new on chain has the keeper look.
  await open(dead[0]!);
  expect(await pinned.promise).toBe(HELD);
  await expect.poll(() => pending.size, { timeout: 10_000 }).toBeGreaterThan(1);
  await stopKeeping();
  await connection.disconnect();
  await stack.stop();
});
