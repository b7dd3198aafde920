// The demo's proof: somebody with nothing but the chain's address fetches the best dataset and checks all of it.
import { createHash } from 'node:crypto';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { rowsOfPackage } from '#lib/core/package/rows-of-package.ts';
import { fetchPackageFiles } from '#lib/market/submission/fetch-package-files.ts';
import { verifyDataset, type Check } from '#lib/market/verify/verify-dataset.ts';
import type { KeyVault } from '#lib/ports/key-vault.ts';
import { connectMarket } from '../connect-market.ts';
import type { LocalStack } from '../local-stack.ts';

export interface StrangersDataset {
  cid: string;
  bytes: number;
  sha256: string;
  verified: boolean;
  checks: Check[];
}

const NO_KEYS: KeyVault = { get: async () => null, put: async () => undefined, names: async () => [] };

/** With a store and connection of its own. */
export async function fetchAsStranger(
  stack: LocalStack,
  requestId: number,
  signal?: AbortSignal
): Promise<StrangersDataset> {
  const stranger = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl, signal });
  try {
    const request = await stranger.chain.request(requestId);
    const [best] = (await stranger.chain.submissions(requestId)).sort(
      (a, b) => (b.medianPpm ?? 0) - (a.medianPpm ?? 0)
    );
    const cid = best!.plainCid!;
    const { maxBytes } = WORD_PROBLEM_REQUEST;
    const rows = rowsOfPackage(await fetchPackageFiles(stranger.content, cid, { maxBytes, signal }), cid);
    const { verified, checks } = await verifyDataset(
      { request, submission: best! },
      { ...stranger, vault: NO_KEYS, verifySignature: async (...args) => verifyStatement(...args) },
      { signal }
    );
    return { cid, bytes: rows.length, sha256: createHash('sha256').update(rows).digest('hex'), verified, checks };
  } finally {
    await stranger.stop();
  }
}
