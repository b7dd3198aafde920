// A request's life as the contract's state tells it. Logs would not do: a public node indexes those of Ethereum
// transactions only, and the market is called by `evm.call`.
import type { BenchmarkKey, Hex, MarketRequest, MarketSubmission } from '../chain/market-chain.ts';

export type RequestEvent = { block: number } & (
  | { kind: 'opened'; bountyRao: bigint }
  | { kind: 'submitted'; submissionIndex: number; hotkey: Hex }
  | { kind: 'scored'; submissionIndex: number; uid: number; scorePpm: number }
  | { kind: 'settled'; minersRao: bigint; validatorsRao: bigint; treasuryRao: bigint }
  | { kind: 'refunded'; refundRao: bigint }
  | { kind: 'key-revealed'; by: Hex }
);

/** Oldest first; within a block in the order in which it can have happened. */
export function requestHistory(
  request: MarketRequest,
  submissions: readonly MarketSubmission[],
  keys: readonly BenchmarkKey[]
): RequestEvent[] {
  const events: RequestEvent[] = [
    { kind: 'opened', block: request.openedBlock, bountyRao: request.bountyRao },
    ...submissions.map(({ index, hotkey, block }) => ({
      kind: 'submitted' as const,
      block,
      submissionIndex: index,
      hotkey
    })),
    ...submissions.flatMap(({ index, scores }) =>
      scores.map(({ uid, scorePpm, block }) => ({
        kind: 'scored' as const,
        block,
        submissionIndex: index,
        uid,
        scorePpm
      }))
    ),
    ...closing(request),
    ...keys.map(({ by, block }) => ({ kind: 'key-revealed' as const, block, by }))
  ];
  return events.toSorted((a, b) => a.block - b.block);
}

function closing({ status, closedBlock, bountyRao, minersRao, validatorsRao }: MarketRequest): RequestEvent[] {
  if (closedBlock === null) return [];
  if (status === 'refunded') return [{ kind: 'refunded', block: closedBlock, refundRao: bountyRao }];
  const treasuryRao = bountyRao - minersRao - validatorsRao;
  return [{ kind: 'settled', block: closedBlock, minersRao, validatorsRao, treasuryRao }];
}
