// A request's life as the contract's state tells it: docs/market.md, "Reading without logs". Logs would not do: a public node
// indexes those of Ethereum transactions only, and the market is called by `evm.call`.
import type { Challenge } from '../../core/market/market-state.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import type { RequestState } from './request-state.ts';
import { SEED_DELAY_BLOCKS } from '../../core/market/market-constants.ts';

export type RequestEvent = { block: number } & (
  | { kind: 'opened'; by: Hex; bountyRao: bigint }
  | { kind: 'committed'; submissionIndex: number; hotkey: Hex }
  | { kind: 'revealed'; submissionIndex: number; hotkey: Hex; plainCid: string }
  | { kind: 'duplicate'; submissionIndex: number; original: number }
  | { kind: 'seated'; electors: number; seedBlock: number }
  | { kind: 'seed-missed'; seedBlock: number }
  | { kind: 'drawn'; assigned: readonly { submissionIndex: number; seats: readonly number[] }[] }
  | { kind: 'scores-committed'; seat: number; hotkey: Hex }
  | { kind: 'scores-revealed'; seat: number; hotkey: Hex; reportsCid: string }
  | { kind: 'challenged'; challengeId: number; by: Hex; submissionIndex: number; seat: number; evidenceCid: string }
  | { kind: 'jury-drawn'; challengeId: number; seats: readonly number[] }
  | {
      kind: 'appealed';
      challengeId: number;
      by: Hex;
      firstStatus: 'upheld' | 'rejected';
      firstMedianPpm: number;
    }
  | { kind: 'verdict-committed'; challengeId: number; seat: number }
  | { kind: 'verdict-revealed'; challengeId: number; seat: number; scorePpm: number; reportCid: string }
  | {
      kind: 'challenge-resolved';
      challengeId: number;
      status: Challenge['status'];
      medianPpm: number | null;
      slashedRao: bigint;
    }
  | {
      kind: 'tallied';
      submissionIndex: number;
      medianPpm: number | null;
      spreadPpm: number | null;
      passed: boolean;
      shareRao: bigint;
    }
  | { kind: 'settled'; minersRao: bigint; validatorsRao: bigint; treasuryRao: bigint }
  | { kind: 'refunded'; refundRao: bigint }
  | { kind: 'package-opened'; submissionIndex: number }
  | { kind: 'key-delivered'; submissionIndex: number; by: Hex }
  | { kind: 'forfeited'; submissionIndex: number; rao: bigint }
  | { kind: 'bought'; submissionIndex: number; purchaseId: number; by: Hex; paidRao: bigint }
  | { kind: 'key-released'; submissionIndex: number; purchaseId: number }
  | { kind: 'purchase-refunded'; submissionIndex: number; purchaseId: number; paidRao: bigint }
  | { kind: 'benchmark-revealed'; by: Hex }
);

/**
 * Oldest first; within a block in the order in which it can have happened. Of `draw` and `settle` in several steps the
 * block is that of the last one; of what an account delivered several times there is the last.
 */
export function requestHistory(state: RequestState): RequestEvent[] {
  const { request } = state;
  const events: RequestEvent[] = [
    { kind: 'opened', block: request.openedBlock, by: request.requester, bountyRao: request.bountyRao },
    ...ofSubmissions(state),
    ...ofScoring(state),
    ...state.challenges.flatMap((challenge) => ofChallenge(challenge, request.terms.juryBlocks)),
    ...ofClosing(state),
    ...ofDelivery(state),
    ...state.keys.map(({ by, block }) => ({ kind: 'benchmark-revealed' as const, block, by }))
  ];
  return events.toSorted((a, b) => a.block - b.block);
}

function ofSubmissions({ submissions }: RequestState): RequestEvent[] {
  return submissions.flatMap(({ index, hotkey, committedBlock, revealedBlock, plainCid, status }) => {
    const events: RequestEvent[] = [{ kind: 'committed', block: committedBlock, submissionIndex: index, hotkey }];
    if (revealedBlock === null || plainCid === null) return events;
    events.push({ kind: 'revealed', block: revealedBlock, submissionIndex: index, hotkey, plainCid });
    if (status !== 'duplicate') return events;
    const original = submissions.find((other) => other.plainCid === plainCid)!;
    const block = Math.max(revealedBlock, original.revealedBlock ?? 0);
    return [...events, { kind: 'duplicate', block, submissionIndex: index, original: original.index }];
  });
}

function ofScoring({ request, submissions, electors }: RequestState): RequestEvent[] {
  const { snapshotBlock, seedBlock, drawnBlock } = request;
  const events: RequestEvent[] = [];
  if (snapshotBlock !== null && seedBlock !== null) {
    const firstSeedBlock = snapshotBlock + SEED_DELAY_BLOCKS;
    events.push({ kind: 'seated', block: snapshotBlock, electors: electors.length, seedBlock: firstSeedBlock });
    if (seedBlock !== firstSeedBlock)
      events.push({ kind: 'seed-missed', block: seedBlock - SEED_DELAY_BLOCKS, seedBlock });
  }
  if (drawnBlock !== null) {
    const assigned = submissions
      .filter(({ revealedBlock, status }) => revealedBlock !== null && status !== 'duplicate')
      .map(({ index, assignedSeats }) => ({ submissionIndex: index, seats: assignedSeats }));
    events.push({ kind: 'drawn', block: drawnBlock, assigned });
  }
  for (const { seat, hotkey, committedBlock, revealedBlock, reportsCid } of electors) {
    if (committedBlock !== null) events.push({ kind: 'scores-committed', block: committedBlock, seat, hotkey });
    if (revealedBlock !== null && reportsCid !== null)
      events.push({ kind: 'scores-revealed', block: revealedBlock, seat, hotkey, reportsCid });
  }
  return events;
}

function ofChallenge(challenge: Challenge, juryBlocks: number): RequestEvent[] {
  const { id: challengeId, jurors, status, medianPpm, slashedRao, resolvedBlock } = challenge;
  const { challenger: by, submissionIndex, accusedSeat: seat, evidenceCid } = challenge;
  const events: RequestEvent[] = [
    { kind: 'challenged', block: challenge.openedBlock, challengeId, by, submissionIndex, seat, evidenceCid }
  ];
  if (jurors.length > 0) {
    const seats = jurors.map((juror) => juror.seat);
    events.push({ kind: 'jury-drawn', block: challenge.deadlineBlock - juryBlocks, challengeId, seats });
  }
  if (challenge.appellant !== null && challenge.first !== null) {
    const { status: firstStatus, medianPpm: firstMedianPpm, deadlineBlock } = challenge.first;
    const seats = challenge.first.jurors.map((juror) => juror.seat);
    events.push({ kind: 'jury-drawn', block: deadlineBlock - juryBlocks, challengeId, seats });
    const block = challenge.seedBlock - SEED_DELAY_BLOCKS;
    events.push({ kind: 'appealed', block, challengeId, by: challenge.appellant, firstStatus, firstMedianPpm });
  }
  const verdicts = [...(challenge.first?.jurors ?? []), ...jurors];
  for (const { seat: juror, committedBlock, revealedBlock, scorePpm, reportCid } of verdicts) {
    if (committedBlock !== null)
      events.push({ kind: 'verdict-committed', block: committedBlock, challengeId, seat: juror });
    if (revealedBlock !== null && scorePpm !== null && reportCid !== null)
      events.push({ kind: 'verdict-revealed', block: revealedBlock, challengeId, seat: juror, scorePpm, reportCid });
  }
  if (resolvedBlock !== null)
    events.push({ kind: 'challenge-resolved', block: resolvedBlock, challengeId, status, medianPpm, slashedRao });
  return events;
}

function ofClosing({ request, submissions }: RequestState): RequestEvent[] {
  const { stage, settledBlock: block, bountyRao, minersRao, validatorsRao } = request;
  if (block === null) return [];
  const tallied = submissions
    .filter(({ status }) => !['sealed', 'revealed', 'duplicate'].includes(status))
    .map(({ index, status, medianPpm, spreadPpm, shareRao }) => ({
      kind: 'tallied' as const,
      block,
      submissionIndex: index,
      medianPpm,
      spreadPpm,
      passed: status !== 'failed',
      shareRao
    }));
  if (stage === 'refunded') return [...tallied, { kind: 'refunded', block, refundRao: bountyRao }];
  const treasuryRao = bountyRao - minersRao - validatorsRao - request.unearnedRao;
  return [...tallied, { kind: 'settled', block, minersRao, validatorsRao, treasuryRao }];
}

function ofDelivery({ submissions, deliveries, purchases }: RequestState): RequestEvent[] {
  return submissions.flatMap(({ index, status, packageKey, closedBlock, shareRao }) => {
    const events: RequestEvent[] = [];
    const place = { submissionIndex: index };
    if (closedBlock !== null && packageKey !== null)
      events.push({ kind: 'package-opened', block: closedBlock, ...place });
    if (closedBlock !== null && status === 'forfeited')
      events.push({ kind: 'forfeited', block: closedBlock, ...place, rao: shareRao });
    for (const { by, block } of deliveries[index] ?? []) events.push({ kind: 'key-delivered', block, ...place, by });
    for (const { id: purchaseId, buyer, paidRao, boughtBlock, closedBlock: end, sealedKey } of purchases[index] ?? []) {
      events.push({ kind: 'bought', block: boughtBlock, ...place, purchaseId, by: buyer, paidRao });
      if (end === null) continue;
      if (sealedKey === null) events.push({ kind: 'purchase-refunded', block: end, ...place, purchaseId, paidRao });
      else events.push({ kind: 'key-released', block: end, ...place, purchaseId });
    }
    return events;
  });
}
