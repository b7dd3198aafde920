// What the market's other requests had opened when a submission was made, from the chain alone: the same for everybody, whenever
// it is asked. docs/market.md, "Opened entries of other requests".
import { mapAtOnce } from '../../core/map-at-once.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

/** Requests that are looked at, those opened last. */
export const REQUESTS_LOOKED_AT = 1000;
const READS_AT_ONCE = 16;

/** A submission that anyone can read by the key on chain. */
export interface OpenedSubmission {
  request: MarketRequest;
  submission: MarketSubmission & { plainCid: string; packageKey: `0x${string}`; closedBlock: number };
}

export interface OpenedBefore {
  /** Not its own. */
  requestId: number;
  /** Opened in an earlier block, by requests that were there in an earlier one. */
  openedBefore: number;
  /** Committed in an earlier block: who commits later copied nothing from it. */
  committedBefore: number;
}

type Reads = Pick<MarketChain, 'request' | 'requestCount' | 'submissions'>;
type Whole = Pick<OpenedSubmission, 'request'> & { submissions: MarketSubmission[] };

/** Of a chain, requests in which nothing can be opened any more. */
const closed = new WeakMap<Reads, Map<number, Whole>>();

/** Those opened last first; in one block, those of later requests. Throws chain errors, and the signal's reason. */
export async function openedSubmissions(
  chain: Reads,
  { requestId, openedBefore, committedBefore }: OpenedBefore,
  signal?: AbortSignal
): Promise<OpenedSubmission[]> {
  const known = closed.get(chain) ?? new Map<number, Whole>();
  closed.set(chain, known);
  const found: OpenedSubmission[] = [];
  let lookedAt = 0;
  for (let end = await chain.requestCount(); end > 0 && lookedAt < REQUESTS_LOOKED_AT; end -= READS_AT_ONCE) {
    const ids = Array.from({ length: Math.min(READS_AT_ONCE, end) }, (_, at) => end - 1 - at);
    for (const whole of await mapAtOnce(ids, READS_AT_ONCE, (id) => readWhole(chain, id, known), signal)) {
      const { request, submissions } = whole;
      if (request.openedBlock >= openedBefore || lookedAt++ >= REQUESTS_LOOKED_AT || request.id === requestId) continue;
      for (const submission of submissions)
        if (
          isOpened(submission) &&
          submission.closedBlock < openedBefore &&
          submission.committedBlock < committedBefore
        )
          found.push({ request, submission });
    }
  }
  return found.toSorted(
    (one, other) =>
      other.submission.closedBlock - one.submission.closedBlock ||
      other.request.id - one.request.id ||
      one.submission.index - other.submission.index
  );
}

const isOpened = (submission: MarketSubmission): submission is OpenedSubmission['submission'] =>
  submission.packageKey !== null && submission.plainCid !== null && submission.closedBlock !== null;

async function readWhole(chain: Reads, id: number, known: Map<number, Whole>): Promise<Whole> {
  const before = known.get(id);
  if (before) return before;
  const request = await chain.request(id);
  const isSettled = request.stage === 'settled';
  const submissions = isSettled ? await chain.submissions(id) : [];
  const whole = { request, submissions };
  if (request.stage === 'refunded' || (isSettled && submissions.every(({ status }) => status !== 'passed')))
    known.set(id, whole);
  return whole;
}
