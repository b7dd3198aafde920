// A hidden benchmark is good for one request: once that has ended its key may be shown by whoever has it, and then everybody can
// answer from its rows.
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { mapAtOnce } from '../../core/map-at-once.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { openBenchmarkAsPublic } from '../benchmark/open-benchmark.ts';

const READS_AT_ONCE = 16;

/**
 * Requests of strangers that name the same benchmark count only where its rows can be read from what was shown there: anybody can
 * open one, and no validator could score it.
 * @param input.spec with the benchmark. @param input.requester EVM address that opens a request with it.
 * @throws AppError `benchmark/not-offered` naming the request, store and chain errors.
 */
export async function requireUnusedBenchmark(
  { spec, requester }: { spec: Pick<RequestSpec, 'benchmark'>; requester: string },
  edges: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {}
): Promise<void> {
  const ids = Array.from({ length: await edges.chain.requestCount() }, (_, id) => id);
  const requests = await mapAtOnce(ids, READS_AT_ONCE, (id) => edges.chain.request(id), options.signal);
  for (const request of requests) {
    if (request.benchmarkCommitment !== spec.benchmark?.commitment) continue;
    const isOwn = request.requester.toLowerCase() === requester;
    const isRunning = request.stage !== 'settled' && request.stage !== 'refunded';
    if (isOwn && (isRunning || request.drawnBlock !== null)) throw used(request.id, 'is hidden in');
    if ((await openBenchmarkAsPublic({ request, spec }, edges, options)) !== null)
      throw used(request.id, 'was shown in');
  }
}

function used(id: number, how: string): AppError {
  return new AppError('benchmark/not-offered', `This benchmark ${how} request ${id} already: it is good for one.`, {
    hints: ["Ask the benchmark's owner for a new one: whoever can read the rows of this one can answer from them."],
    details: { request: id }
  });
}
