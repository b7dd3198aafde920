// A validator's scores, apart for each mechanism: the mechanism of its request says what a score means.
import { AppError } from '../../core/error/app-error.ts';
import { isOutage, isUnanswered } from '../../core/error/error-kinds.ts';
import type { Metagraph } from '../../core/market/metagraph.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { fetchRequestSpec } from '../request/fetch-request-spec.ts';
import type { GivenScore } from './scores-of-validator.ts';

export interface ScoresByMechanism {
  /** Mechanism -> uid -> scores. Of hotkeys that hold a uid now. */
  byMechanism: Map<string, Map<number, number[]>>;
  /** Requests whose document could not be had, or that name a mechanism nobody here knows. */
  unreadRequests: number[];
}

/**
 * A request whose document nobody has any more, or that is none, is left out, and named. An outage is not taken for that: the
 * vector would be another one without a word.
 * @throws AppError `store/unreachable`, `store/unanswered`, chain errors.
 */
export async function scoresByMechanism(
  given: readonly GivenScore[],
  metagraph: Metagraph,
  { chain, content, mechanisms }: MarketEdges
): Promise<ScoresByMechanism> {
  const uids = new Map(metagraph.neurons.map(({ publicKey, uid }) => [publicKey, uid]));
  const ids = [...new Set(given.map(({ requestId }) => requestId))];
  const named = new Map(
    await Promise.all(
      ids.map(async (id) => {
        const spec = await fetchRequestSpec(content, await chain.request(id)).catch(nullUnlessOutage);
        return [id, spec && mechanisms.names.includes(spec.mechanism) ? spec.mechanism : null] as const;
      })
    )
  );
  const byMechanism = new Map<string, Map<number, number[]>>();
  for (const { requestId, miner, score } of given) {
    const [mechanism, uid] = [named.get(requestId) ?? null, uids.get(miner)];
    if (mechanism === null || uid === undefined) continue;
    const byUid = byMechanism.get(mechanism) ?? byMechanism.set(mechanism, new Map()).get(mechanism)!;
    byUid.set(uid, [...(byUid.get(uid) ?? []), score]);
  }
  return { byMechanism, unreadRequests: ids.filter((id) => named.get(id) === null) };
}

function nullUnlessOutage(thrown: unknown): null {
  if (!(thrown instanceof AppError) || isOutage(thrown) || isUnanswered(thrown)) throw thrown;
  return null;
}
