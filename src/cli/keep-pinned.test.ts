// Stopping does not wait for content that nobody holds.
import { expect, test } from 'vitest';
import { createMarketChain } from '#lib/chain/create-market-chain.ts';
import { connectChain } from '#lib/chain/connection/connect-chain.ts';
import { LOCAL_NETWORK } from '#lib/core/market/networks.ts';
import { SOME_TERMS } from '#lib/market/testing/some-request.ts';
import { developmentAccount } from './connect-market.ts';
import { keepPinned } from './keep-pinned.ts';
import { startLocalStack } from './local-stack.ts';

const NOBODY_HOLDS = 'bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e';
/** Far below the minute that a pin may take. */
const WELL_BEFORE_A_PIN_GIVES_UP_MS = 20_000;

test('a CID that nobody holds does not hold up the end', { timeout: WELL_BEFORE_A_PIN_GIVES_UP_MS }, async () => {
  const stack = await startLocalStack({
    host: '127.0.0.1',
    chainPort: 0,
    contentPort: 0,
    gatewayPort: 0,
    blockTimeMs: 0
  });
  const connection = await connectChain(stack.chainUrl);
  const { number } = await createMarketChain(connection, LOCAL_NETWORK).bestBlock();
  const asked = Promise.withResolvers<void>();
  const stopKeeping = await keepPinned(stack.chainUrl, {
    gatewayUrl: stack.gatewayUrl,
    pin: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        asked.resolve();
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      })
  });
  await createMarketChain(connection, LOCAL_NETWORK).open(await developmentAccount('Requester'), {
    specCid: NOBODY_HOLDS,
    licenceCid: null,
    benchmarkCommitment: `0x${'11'.repeat(32)}`,
    terms: { ...SOME_TERMS, deadlineBlock: number + 50 },
    bountyRao: 1_000_000_000n
  });
  await asked.promise;
  await expect(stopKeeping()).resolves.toBeUndefined();
  await connection.disconnect();
  await expect(stack.stop()).resolves.toBeUndefined();
});
