// What the market's events say of a request, read from view calls alone; docs/market.md, "Reading without logs".
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import {
  STAGE,
  STATUS,
  type BenchmarkKeyView,
  type ChallengeView,
  type ElectorView,
  type KeyDeliveryView,
  type PurchaseView,
  type RequestView,
  type SubmissionView,
  type VerdictView
} from './market-views.ts';

export interface Fact {
  /** Of the event that would tell it. */
  name: string;
  block: bigint;
  args: Record<string, unknown>;
}

type View = <T>(functionName: string, args?: readonly unknown[]) => Promise<T>;
const SEED_DELAY_BLOCKS = 4n;
/** More than any of the tests' lists has. */
const PAGE = 1000n;

/**
 * Everything that happened to a request. Steps of `draw` and `settle` have the block of the last one; of what an account
 * delivered several times there is the last.
 */
export async function readHistory(view: View, requestId: bigint): Promise<Fact[]> {
  const facts: Fact[] = [];
  const add = (name: string, block: bigint | number, args: Record<string, unknown>) =>
    facts.push({ name, block: BigInt(block), args: { requestId, ...args } });
  const request = await view<RequestView>('getRequest', [requestId]);
  const submissions = await view<SubmissionView[]>('getSubmissions', [requestId]);
  const electors = await view<ElectorView[]>('getElectors', [requestId]);
  const scores: (readonly number[])[] = [];
  for (const seat of electors.keys()) scores.push(await view('getScores', [requestId, BigInt(seat)]));

  const { terms, requester, bountyRao, specCid, minersRao, validatorsRao } = request;
  add('RequestOpened', request.openedBlock, { requester, bountyRao, specCid, terms });
  readSubmissions(request, submissions, scores, add);
  if (request.snapshotBlock > 0) {
    const firstSeedBlock = BigInt(request.snapshotBlock) + SEED_DELAY_BLOCKS;
    add('ElectorsSeated', request.snapshotBlock, { electors: electors.length, seedBlock: firstSeedBlock });
    if (request.seedBlock !== firstSeedBlock)
      add('SeedMissed', request.seedBlock - SEED_DELAY_BLOCKS, { newSeedBlock: request.seedBlock });
  }
  if (request.drawnBlock > 0n) add('ScoringBegan', request.drawnBlock, { seed: request.seed });
  for (const [seat, { commitment, committedBlock, revealedBlock, reportsCid }] of electors.entries()) {
    if (committedBlock > 0) add('ScoresCommitted', committedBlock, { seat, commitment });
    if (revealedBlock > 0) add('ScoresRevealed', revealedBlock, { seat, scoresPpm: scores[seat], reportsCid });
  }
  await readChallenges(view, requestId, terms.juryBlocks, add);
  if (request.stage === STAGE.settled)
    add('RequestSettled', request.settledBlock, {
      minersRao,
      validatorsRao,
      treasuryRao: bountyRao - minersRao - validatorsRao - request.unearnedRao
    });
  if (request.stage === STAGE.refunded) add('RequestRefunded', request.settledBlock, { rao: bountyRao });
  for (const index of submissions.keys()) await readDeliveries(view, requestId, index, add);
  const keys = await view<BenchmarkKeyView[]>('getBenchmarkKeys', [requestId]);
  for (const { by, revealedBlock, key } of keys) add('BenchmarkRevealed', revealedBlock, { by, key });
  return facts;
}

type Add = (name: string, block: bigint | number, args: Record<string, unknown>) => void;

function readSubmissions(
  request: RequestView,
  submissions: SubmissionView[],
  scores: (readonly number[])[],
  add: Add
): void {
  const voting = request.revealedSeats & ~request.struckSeats;
  for (const [index, submission] of submissions.entries()) {
    const { hotkey, commitment, sealedCid, keyHash, plainCid, keyBoxCid, status, shareRao } = submission;
    const { medianPpm, spreadPpm, revealedBlock, closedBlock, packageKey: key } = submission;
    add('SubmissionCommitted', submission.committedBlock, { index, hotkey, commitment, sealedCid });
    if (status === STATUS.sealed) continue;
    add('SubmissionRevealed', revealedBlock, { index, keyHash, plainCid, keyBoxCid });
    if (status === STATUS.duplicate) {
      const original = submissions.findIndex((other) => other.plainCid === plainCid);
      const block = Math.max(revealedBlock, submissions[original]!.revealedBlock);
      add('SubmissionDuplicate', block, { index, original });
      continue;
    }
    if (request.drawnBlock > 0n) add('Assigned', request.drawnBlock, { index, seats: submission.assigned });
    if (status === STATUS.revealed) continue;
    const seats = voting & ~submission.excluded;
    const count = scores.filter((row, seat) => (seats >> BigInt(seat)) & 1n && row[index] !== NO_SCORE).length;
    const passes = status !== STATUS.failed;
    add('SubmissionTallied', request.settledBlock, { index, medianPpm, spreadPpm, scores: count, passes });
    if (passes) add('ShareSet', request.settledBlock, { index, shareRao });
    if (BigInt(key) > 0n) add('PackageOpened', closedBlock, { index, key });
    if (status === STATUS.forfeited) add('ShareForfeited', closedBlock, { index, rao: shareRao });
  }
}

async function readChallenges(view: View, requestId: bigint, juryBlocks: number, add: Add): Promise<void> {
  const challenges = await view<ChallengeView[]>('getChallenges', [requestId, 0n, PAGE]);
  for (const [challengeId, current] of challenges.entries()) {
    const { challenger, submissionIndex, accusedSeat, evidenceCid, jurors, status, slashedRao } = current;
    const opened = { challengeId, challenger, index: submissionIndex, seat: accusedSeat, evidenceCid };
    add('ChallengeOpened', current.openedBlock, opened);
    const isAppealed = BigInt(current.appellant) > 0n;
    if (isAppealed)
      add('ChallengeAppealed', current.seedBlock - SEED_DELAY_BLOCKS, {
        challengeId,
        appellant: current.appellant,
        firstStatus: current.firstStatus,
        firstMedianPpm: current.firstMedianPpm
      });
    const last = { seats: jurors, tickets: current.tickets, deadline: current.deadlineBlock };
    const first = { seats: current.firstJurors, tickets: current.firstTickets, deadline: current.firstDeadlineBlock };
    const juries = (isAppealed ? [first, last] : [last]).filter(({ seats }) => seats > 0n);
    for (const { seats, tickets, deadline } of juries)
      add('JuryDrawn', deadline - BigInt(juryBlocks), { challengeId, seats, tickets });
    for (let place = 0; place < 64 * juries.length; place++) {
      const [round, seat] = [Math.floor(place / 64), place % 64];
      if (((juries[round]!.seats >> BigInt(seat)) & 1n) === 0n) continue;
      const args = [requestId, BigInt(challengeId), BigInt(round), BigInt(seat)];
      const { scorePpm, committedBlock, revealedBlock, reportCid } = await view<VerdictView>('getVerdict', args);
      if (committedBlock > 0) add('VerdictCommitted', committedBlock, { challengeId, seat });
      if (revealedBlock > 0) add('VerdictRevealed', revealedBlock, { challengeId, seat, scorePpm, reportCid });
    }
    const resolved = { challengeId, status, juryMedianPpm: current.medianPpm, slashedRao };
    if (current.resolvedBlock > 0) add('ChallengeResolved', current.resolvedBlock, resolved);
  }
}

async function readDeliveries(view: View, requestId: bigint, index: number, add: Add): Promise<void> {
  const delivered = await view<KeyDeliveryView[]>('getKeyDeliveries', [requestId, BigInt(index)]);
  for (const { by, deliveredBlock, sealedKey } of delivered)
    add('KeyDelivered', deliveredBlock, { index, by, sealedKey });
  const purchases = await view<PurchaseView[]>('getPurchases', [requestId, BigInt(index), 0n, PAGE]);
  for (const [purchaseId, purchase] of purchases.entries()) {
    const { buyer, buyerKey, paidRao, boughtBlock, closed, closedBlock, sealedKey } = purchase;
    add('Bought', boughtBlock, { index, purchaseId, buyer, buyerKey, rao: paidRao });
    if (!closed) continue;
    if (sealedKey === '0x') add('PurchaseRefunded', closedBlock, { index, purchaseId });
    else add('KeyReleased', closedBlock, { index, purchaseId, sealedKey });
  }
}
