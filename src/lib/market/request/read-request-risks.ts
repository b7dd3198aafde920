// Reads what `requestRisks` judges: bonds and stake of those who could be seated, the envelope of the benchmark, the requester's
// earlier requests.
import type { LongCallOptions } from '../../core/long-call.ts';
import { mapAtOnce } from '../../core/map-at-once.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { ENVELOPE_LIMITS, ENVELOPE_PATH } from '../../core/sealing/envelope.ts';
import { parseEnvelope } from '../../core/sealing/parse-envelope.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { requestRisks, type PossibleSeat, type RequesterHistory, type RequestRisk } from './request-risks.ts';

/** How many requests back a requester's history is looked for. */
const MOST_REQUESTS = 200;
const READS_AT_ONCE = 16;

/** @throws chain errors. What the content network does not give is told as a risk. */
export async function readRequestRisks(
  { request, spec }: { request: MarketRequest; spec: RequestSpec },
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {}
): Promise<RequestRisk[]> {
  const [seats, history] = await Promise.all([
    possibleSeats(request, spec, { chain, content }, options),
    historyOf(request, chain, options.signal)
  ]);
  return requestRisks(request, seats, history);
}

async function possibleSeats(
  request: MarketRequest,
  spec: RequestSpec,
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions
): Promise<PossibleSeat[]> {
  const { neurons } = await chain.metagraph();
  const permitted = neurons.filter(({ validatorPermit, stakeRao }) => validatorPermit && stakeRao > 0n);
  const [bonds, readers] = await Promise.all([
    Promise.all(permitted.map(({ publicKey }) => chain.bond(publicKey))),
    readersOf(spec, content, options)
  ]);
  return permitted
    .filter((_, i) => bonds[i]!.activeRao >= request.terms.validatorBondRao)
    .map(({ hotkey, publicKey, stakeRao }) => ({
      hotkey: publicKey,
      stakeRao,
      canReadBenchmark: readers && readers.has(hotkey)
    }));
}

/** SS58 of the hotkeys in the benchmark's envelope; null where it cannot be had. */
async function readersOf(
  { benchmark }: RequestSpec,
  content: MarketEdges['content'],
  options: LongCallOptions
): Promise<ReadonlySet<string> | null> {
  if (!benchmark) return null;
  try {
    const bytes = await content.readFile(benchmark.lockedCid, {
      ...options,
      path: ENVELOPE_PATH,
      maxBytes: ENVELOPE_LIMITS.maxBytes
    });
    return new Set(parseEnvelope(bytes).keys.map(({ hotkey }) => hotkey));
  } catch {
    options.signal?.throwIfAborted();
    // A document that is none, and one that nobody gives: nobody is known to be able to read it.
    return null;
  }
}

async function historyOf(
  { id, requester }: MarketRequest,
  chain: MarketEdges['chain'],
  signal?: AbortSignal
): Promise<RequesterHistory> {
  const from = Math.max(0, id - MOST_REQUESTS);
  const ids = Array.from({ length: id - from }, (_, i) => from + i);
  const earlier = await mapAtOnce(ids, READS_AT_ONCE, (one) => chain.request(one), signal);
  const ended = earlier.filter(
    (one) => one.requester === requester && one.revealedCount > 0 && ['settled', 'refunded'].includes(one.stage)
  );
  return { ended: ended.length, unpaid: ended.filter(({ stage }) => stage === 'refunded').length };
}
