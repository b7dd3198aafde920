// The key of a sealed package, from wherever this account may have it: the chain, its own vault, a key box, a delivery, a purchase.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { fromHex } from '../../core/encoding/hex.ts';
import { packageKeyName, readerKeyName } from '../../core/sealing/key-names.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { MAX_KEY_BOX_BYTES, parseKeyBox } from '../../core/sealing/key-box.ts';
import { openKeyBox } from '../../core/sealing/open-key-box.ts';
import { openKeyForOne } from '../../core/sealing/key-for-one.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { sealingSecrets } from '../keys/sealing-secrets.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';

export interface FindPackageKeyInput {
  request: MarketRequest;
  submission: MarketSubmission;
  /** null: only what is public, and what this vault holds. */
  account: { publicKey: `0x${string}`; address: string } | null;
}

export interface FindPackageKeyEdges {
  chain: Pick<MarketChain, 'keyDeliveries' | 'purchases'>;
  content: ContentStore;
  vault: KeyVault;
}

/** @returns a key that has the committed hash, or null. Throws store and chain errors. */
export async function findPackageKey(
  { request, submission, account }: FindPackageKeyInput,
  edges: FindPackageKeyEdges,
  options: LongCallOptions = {}
): Promise<Uint8Array | null> {
  const { keyHash, packageKey, sealedCid } = submission;
  if (keyHash === null) return null;
  if (packageKey !== null) return fromHex(packageKey);
  const kept = await edges.vault.get(packageKeyName(sealedCid));
  if (kept && keyHashOf(kept) === keyHash) return kept;
  return (
    (account && (await fromKeyBox(submission, account, edges, options))) ??
    (request.terms.privateDelivery ? await fromSealedKeys({ request, submission, account }, edges, options) : null)
  );
}

async function fromKeyBox(
  { hotkey: miner, keyBoxCid, keyHash }: MarketSubmission,
  account: NonNullable<FindPackageKeyInput['account']>,
  { content, vault }: FindPackageKeyEdges,
  options: LongCallOptions
): Promise<Uint8Array | null> {
  const secretKeys = await sealingSecrets(vault, account.publicKey);
  if (secretKeys.length === 0 || keyBoxCid === null) return null;
  try {
    const box = parseKeyBox(await content.readFile(keyBoxCid, { ...options, maxBytes: MAX_KEY_BOX_BYTES }));
    return openKeyBox({ box, keyHash: keyHash!, miner, hotkey: account.address, secretKeys });
  } catch {
    options.signal?.throwIfAborted();
    return null;
  }
}

async function fromSealedKeys(
  { request, submission, account }: FindPackageKeyInput,
  { chain, content, vault }: FindPackageKeyEdges,
  options: LongCallOptions
): Promise<Uint8Array | null> {
  const keyHash = submission.keyHash!;
  const { readerKey } = await fetchRequestSpec(content, request, options);
  const requesterSecret = readerKey === undefined ? null : await vault.get(readerKeyName(readerKey));
  if (requesterSecret)
    for (const { sealedKey } of await chain.keyDeliveries(request.id, submission.index)) {
      const key = openKeyForOne({ sealed: fromHex(sealedKey), keyHash, secretKey: requesterSecret });
      if (key) return key;
    }
  const buyer = account && evmAddressOf(account.publicKey);
  for (const purchase of await chain.purchases(request.id, submission.index)) {
    if (purchase.sealedKey === null || (buyer !== null && purchase.buyer.toLowerCase() !== buyer)) continue;
    const secretKey = await vault.get(readerKeyName(purchase.buyerKey));
    const key = secretKey && openKeyForOne({ sealed: fromHex(purchase.sealedKey), keyHash, secretKey });
    if (key) return key;
  }
  return null;
}
