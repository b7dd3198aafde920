// All of a request that the contract's state shows, read at once: what its history, debts and possible actions follow from.
import type { Hex } from '../../core/encoding/hex.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import type {
  BenchmarkKey,
  Challenge,
  Elector,
  KeyDelivery,
  MarketRequest,
  MarketSubmission,
  Purchase
} from '../../core/market/market-state.ts';

export interface RequestState {
  request: MarketRequest;
  submissions: readonly MarketSubmission[];
  electors: readonly Elector[];
  challenges: readonly Challenge[];
  /** By submission; empty where the request does not deliver privately. */
  deliveries: readonly (readonly KeyDelivery[])[];
  /** By submission; empty where nothing is for sale. */
  purchases: readonly (readonly Purchase[])[];
  keys: readonly BenchmarkKey[];
  /** EVM address of who registered the benchmark, once the request is over; null where nobody has. */
  benchmarkOwner: Hex | null;
}

type Reads = Pick<
  MarketChain,
  | 'request'
  | 'submissions'
  | 'electors'
  | 'challenges'
  | 'keyDeliveries'
  | 'purchases'
  | 'benchmarkKeys'
  | 'registeredBenchmark'
>;

/** Asks only for what can be there in the request's stage. Throws chain errors. */
export async function readRequestState(chain: Reads, requestId: number): Promise<RequestState> {
  const [request, submissions] = await Promise.all([chain.request(requestId), chain.submissions(requestId)]);
  const { stage, terms } = request;
  const isSeated = stage !== 'open';
  const isDrawn = isSeated && stage !== 'seeded';
  const isOver = stage === 'settled' || stage === 'refunded';
  const ofPassed = <T>(wanted: boolean, read: (index: number) => Promise<T[]>): Promise<T[][]> =>
    Promise.all(
      submissions.map(async ({ index, status }) =>
        wanted && stage === 'settled' && status === 'opened' ? read(index) : []
      )
    );
  const [electors, challenges, deliveries, purchases, keys, registered] = await Promise.all([
    isSeated ? chain.electors(requestId) : [],
    isDrawn ? chain.challenges(requestId) : [],
    ofPassed(terms.privateDelivery, (index) => chain.keyDeliveries(requestId, index)),
    ofPassed(terms.forSale, (index) => chain.purchases(requestId, index)),
    isOver ? chain.benchmarkKeys(requestId) : [],
    isOver ? chain.registeredBenchmark(request.benchmarkCommitment) : null
  ]);
  const benchmarkOwner = registered?.owner ?? null;
  return { request, submissions, electors, challenges, deliveries, purchases, keys, benchmarkOwner };
}
