// Gets the hidden benchmark's bytes: with a validator's sealing key before settlement, with the revealed key after it.
import type { MarketRequest } from '../../core/market/market-state.ts';
import { CIPHERTEXT_PATH, ENVELOPE_LIMITS, ENVELOPE_PATH } from '../../core/sealing/envelope.ts';
import { fromHex } from '../../core/encoding/hex.ts';
import { openSealedKey } from '../../core/sealing/open-sealed-key.ts';
import { parseEnvelope } from '../../core/sealing/parse-envelope.ts';
import { unlockBenchmark } from '../../core/benchmark/unlock-benchmark.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';

/** AES-GCM's tag and room for the header. */
const CIPHERTEXT_OVERHEAD_BYTES = 1024;

/** @throws AppError `benchmark/not-sealed-to-you` or as `unlockBenchmark` when key and commitment disagree. */
export async function openBenchmarkAsValidator(
  {
    request,
    spec,
    hotkey,
    secretKeys
  }: { request: MarketRequest; spec: RequestSpec; hotkey: string; secretKeys: readonly Uint8Array[] },
  content: ContentStore,
  options: LongCallOptions = {}
): Promise<Uint8Array> {
  const locked = requireLocked(spec);
  const envelope = parseEnvelope(
    await content.readFile(locked.lockedCid, { ...options, path: ENVELOPE_PATH, maxBytes: ENVELOPE_LIMITS.maxBytes })
  );
  const key = openSealedKey({ envelope, requester: request.requester, hotkey, secretKeys });
  return unlock(request, spec, key, content, options);
}

/** @returns null while no right key has been revealed. */
export async function openBenchmarkAsPublic(
  { request, spec }: { request: MarketRequest; spec: Pick<RequestSpec, 'benchmark'> },
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {}
): Promise<Uint8Array | null> {
  for (const { key } of await chain.benchmarkKeys(request.id)) {
    try {
      return await unlock(request, spec, fromHex(key), content, options);
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'benchmark/wrong-key') throw thrown;
    }
  }
  return null;
}

async function unlock(
  request: MarketRequest,
  spec: Pick<RequestSpec, 'benchmark'>,
  key: Uint8Array,
  content: ContentStore,
  options: LongCallOptions
): Promise<Uint8Array> {
  const locked = requireLocked(spec);
  const [envelope, ciphertext] = await Promise.all([
    content.readFile(locked.lockedCid, { ...options, path: ENVELOPE_PATH, maxBytes: ENVELOPE_LIMITS.maxBytes }),
    content.readFile(locked.lockedCid, {
      ...options,
      path: CIPHERTEXT_PATH,
      maxBytes: locked.bytes + CIPHERTEXT_OVERHEAD_BYTES
    })
  ]);
  return unlockBenchmark({
    envelope: parseEnvelope(envelope),
    ciphertext,
    key,
    commitment: request.benchmarkCommitment
  });
}

function requireLocked(spec: Pick<RequestSpec, 'benchmark'>): NonNullable<RequestSpec['benchmark']> {
  if (spec.benchmark) return spec.benchmark;
  throw new AppError(
    'request/no-benchmark',
    'This request names no benchmark, so nothing submitted to it can be scored.'
  );
}
