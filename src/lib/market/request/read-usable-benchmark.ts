// A registered benchmark that a request can be opened with now: it is for this requester, nobody has used it up, and validators
// can read it.
import type { BenchmarkOffer } from '../../core/benchmark/benchmark-offer.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { ENVELOPE_LIMITS, ENVELOPE_PATH } from '../../core/sealing/envelope.ts';
import { parseEnvelope } from '../../core/sealing/parse-envelope.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { readBenchmarkOffer } from './read-benchmark-offer.ts';
import { requireSealingKeys } from './require-sealing-keys.ts';
import { requireUnusedBenchmark } from './require-unused-benchmark.ts';

export interface UsableBenchmark {
  offer: BenchmarkOffer;
  /** EVM address. */
  owner: Hex;
  /** What this requester pays for it. */
  feeRao: bigint;
  /** uids of the validators that can read it. */
  sealedTo: number[];
}

/**
 * @param wanted.mostRao that the requester pays for it; left out: whatever is asked.
 * @throws AppError `benchmark/not-offered` with the reason and what to do, `request/no-validators`, chain and store errors.
 */
export async function readUsableBenchmark(
  wanted: { commitment: Hex; mechanism: string; requester: Hex; mostRao?: bigint },
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {}
): Promise<UsableBenchmark> {
  const { commitment, requester } = wanted;
  const { offer, owner, feeRao } = await readBenchmarkOffer(wanted, { chain, content }, options);
  const { benchmark } = offer;
  await requireUnusedBenchmark({ spec: { benchmark }, requester }, { chain, content }, options);
  const limits = { path: ENVELOPE_PATH, maxBytes: ENVELOPE_LIMITS.maxBytes };
  const envelope = parseEnvelope(await content.readFile(benchmark.lockedCid, { ...options, ...limits }));
  if (envelope.commitment !== commitment) throw lockAnew('The folder of this offer holds another benchmark.');
  const readers = new Set(envelope.keys.map(({ hotkey }) => hotkey));
  const { recipients } = await requireSealingKeys(chain);
  const sealedTo = recipients.flatMap(({ hotkey, uid }) => (readers.has(hotkey) ? [uid] : []));
  if (sealedTo.length === 0) throw lockAnew('No validator that has a key now can open this benchmark.');
  return { offer, owner, feeRao, sealedTo };
}

const lockAnew = (short: string): AppError =>
  new AppError('benchmark/not-offered', short, {
    hints: ["Ask the benchmark's owner to lock and register it anew."]
  });
