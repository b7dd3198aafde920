import { expect, test } from 'vitest';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { AppError } from '../../core/error/app-error.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { someRequest } from '../testing/some-request.ts';
import { revealBenchmark } from './reveal-benchmark.ts';

const OWNER = `0x${'02'.repeat(32)}` as const;
const REQUESTER = `0x${'01'.repeat(20)}` as const;
const COMMITMENT = `0x${'0c'.repeat(32)}` as const;
const OFFER = {
  format: 'assay/benchmark-offer/1',
  mechanism: 'lift',
  requester: REQUESTER,
  benchmark: { commitment: COMMITMENT, lockedCid: 'bafylocked0', rows: 60, bytes: 1000 }
};

/** How the owner of a benchmark fares with a request of `requester` that names it. */
async function reveal(requester: string): Promise<string> {
  const chain = {
    registeredBenchmark: async () => ({ owner: evmAddressOf(OWNER), feeRao: 5n, cid: 'offer' }),
    electors: async () => [],
    revealBenchmark: async () => ({ status: 'finalized', block: { number: 7 }, txHash: '0x' })
  };
  const edges = {
    chain,
    content: { readFile: async () => canonicalJson(OFFER) },
    account: { publicKey: OWNER, address: '5Owner' },
    vault: { get: async () => new Uint8Array(32).fill(3), names: async () => [] }
  } as unknown as Parameters<typeof revealBenchmark>[1];
  try {
    const request = someRequest({ requester: requester as `0x${string}`, benchmarkCommitment: COMMITMENT });
    return (await revealBenchmark({ request }, edges)).status;
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
}

test('the owner of a benchmark shows its key in the request that it is for, and in no request of a stranger', async () => {
  expect(await reveal(REQUESTER)).toBe('revealed');
  expect(await reveal(`0x${'03'.repeat(20)}`)).toBe('benchmark/other-requester');
});
