// What is offered with a registered benchmark, and whether a requester can take it.
import { MAX_OFFER_BYTES, parseBenchmarkOffer, type BenchmarkOffer } from '../../core/benchmark/benchmark-offer.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { taoText } from '../../core/encoding/tao.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { RegisteredBenchmark } from '../../core/market/market-state.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';

/** @throws AppError `benchmark/invalid-offer`, `benchmark/not-offered` where it describes another benchmark, store errors. */
export async function fetchBenchmarkOffer(
  { cid }: Pick<RegisteredBenchmark, 'cid'>,
  commitment: Hex,
  content: MarketEdges['content'],
  options: LongCallOptions & { timeoutMs?: number } = {}
): Promise<BenchmarkOffer> {
  const offer = parseBenchmarkOffer(await content.readFile(cid, { ...options, maxBytes: MAX_OFFER_BYTES }));
  if (offer.benchmark.commitment !== commitment) throw notOffered('Its offer describes another benchmark.');
  return offer;
}

/**
 * A registered benchmark as the requester that it is for can use it.
 * @param mostRao that the requester pays for it: what was agreed, whatever was registered; left out: whatever was.
 * @throws AppError `benchmark/not-offered` where nobody registered it, not for this requester and mechanism, or for more.
 */
export async function readBenchmarkOffer(
  {
    commitment,
    mechanism,
    requester,
    mostRao
  }: { commitment: Hex; mechanism: string; requester: Hex; mostRao?: bigint },
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {}
): Promise<{ offer: BenchmarkOffer; owner: Hex; feeRao: bigint }> {
  const registered = await chain.registeredBenchmark(commitment);
  if (!registered)
    throw new AppError('benchmark/not-offered', 'Nobody has registered this benchmark.', {
      hints: ['Look whether its commitment is the one that the owner sent, on the same chain.'],
      details: { commitment }
    });
  const offer = await fetchBenchmarkOffer(registered, commitment, content, options);
  if (offer.requester !== requester)
    throw notOffered('This benchmark is sealed for another requester: validators could not open it for you.');
  if (offer.mechanism !== mechanism)
    throw notOffered(`This benchmark is for the mechanism ${offer.mechanism}, and the request for ${mechanism}.`);
  const feeRao = registered.owner === requester ? 0n : registered.feeRao;
  if (mostRao !== undefined && feeRao > mostRao)
    throw new AppError(
      'benchmark/not-offered',
      `The owner of this benchmark asks ${taoText(feeRao)} TAO, and this request brings at most ${taoText(mostRao)}.`,
      { hints: ['If that is what you agreed on, name it: --benchmark-fee.'], details: { feeRao, mostRao } }
    );
  return { offer, owner: registered.owner, feeRao };
}

const notOffered = (short: string): AppError =>
  new AppError('benchmark/not-offered', short, { hints: ["Ask the benchmark's owner for one that is for you."] });
