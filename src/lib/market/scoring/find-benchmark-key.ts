// The benchmark's key, for revealing it after settlement: the requester kept it, a validator was sealed one.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { ENVELOPE_LIMITS, ENVELOPE_PATH } from '../../core/sealing/envelope.ts';
import { benchmarkKeyName } from '../../core/sealing/key-names.ts';
import { openSealedKey } from '../../core/sealing/open-sealed-key.ts';
import { parseEnvelope } from '../../core/sealing/parse-envelope.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { sealingSecrets } from '../keys/sealing-secrets.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';

/** @returns null when neither the requester's key nor a validator's sealing secret for it is in the vault. */
export async function findBenchmarkKey(
  {
    request,
    account,
    isOwner = false
  }: {
    request: MarketRequest;
    account: { publicKey: `0x${string}`; address: string };
    /** Whether the account registered this benchmark. */
    isOwner?: boolean;
  },
  { content, vault }: { content: ContentStore; vault: KeyVault },
  options: LongCallOptions = {}
): Promise<Uint8Array | null> {
  const isRequester = evmAddressOf(account.publicKey) === request.requester.toLowerCase();
  const kept = isRequester || isOwner ? await vault.get(benchmarkKeyName(request.benchmarkCommitment)) : null;
  if (kept) return kept;
  const secretKeys = await sealingSecrets(vault, account.publicKey);
  if (secretKeys.length === 0) return null;
  const spec = await fetchRequestSpec(content, request, options);
  if (!spec.benchmark) return null;
  const envelope = parseEnvelope(
    await content.readFile(spec.benchmark.lockedCid, {
      ...options,
      path: ENVELOPE_PATH,
      maxBytes: ENVELOPE_LIMITS.maxBytes
    })
  );
  const isRecipient = envelope.keys.some(({ hotkey }) => hotkey === account.address);
  return isRecipient
    ? openSealedKey({ envelope, requester: request.requester, hotkey: account.address, secretKeys })
    : null;
}
