// What a random sequence knows of its market: enough to make calls that often succeed, and to see money paid twice.
import type { Hex } from 'viem';
import type { TermsInput } from '../market-actors.ts';
import type { Outcome } from '../market-world.ts';

export interface KnownChallenge {
  seat: number;
  index: number;
  jurors: number[];
  verdicts: [seat: number, scorePpm: number][];
  /** First block in which `resolve` surely works. */
  overBlock: bigint;
  seedBlock: bigint;
  /** Last block in which a drawn jury commits. */
  commitEndBlock: bigint;
  isAppeal: boolean;
  /** Account that challenged. */
  challenger: Hex;
  resolved: boolean;
}

export interface KnownRequest {
  terms: TermsInput;
  /** Miners in the order of their commits, with the plain CID each committed. */
  commits: [miner: number, plain: string][];
  seats: number[];
  /** By seat. */
  hotkeys: Hex[];
  revealed: number;
  /** Windows that closed before their time; 0n where they did not. */
  closed: { reveal: bigint; scoreCommit: bigint; scoreReveal: bigint };
  holdsDeposit: boolean;
  seedBlock: bigint;
  drawnBlock: bigint;
  settledBlock: bigint;
  scores: Record<number, number[]>;
  committed: number;
  revealedSeats: number[];
  challenges: KnownChallenge[];
  /** Indices of passing submissions whose share is still held. */
  held: number[];
  opened: number[];
  purchases: [index: number, purchaseId: bigint, boughtBlock: bigint][];
}

export interface KnownMarket {
  requests: KnownRequest[];
  inRao: bigint;
  outRao: bigint;
  /** What may happen once. */
  once: string[];
  history: string[];
}

export const revealEnd = ({ terms, closed }: KnownRequest): bigint =>
  closed.reveal || terms.deadlineBlock + BigInt(terms.revealBlocks);
export const commitEnd = (request: KnownRequest): bigint =>
  request.closed.scoreCommit || request.drawnBlock + BigInt(request.terms.scoreCommitBlocks);
export const scoreEnd = (request: KnownRequest): bigint =>
  request.closed.scoreReveal ||
  request.drawnBlock + BigInt(request.terms.scoreCommitBlocks + request.terms.scoreRevealBlocks);
export const challengeEnd = (request: KnownRequest): bigint =>
  scoreEnd(request) + BigInt(request.terms.challengeBlocks);
export const openEnd = (request: KnownRequest): bigint => request.settledBlock + BigInt(request.terms.openBlocks);

const ONCE: Record<string, string[]> = {
  SubmissionRevealed: ['requestId', 'index'],
  SubmissionTallied: ['requestId', 'index'],
  ScoringBegan: ['requestId'],
  RequestSettled: ['requestId'],
  RequestRefunded: ['requestId'],
  PackageOpened: ['requestId', 'index'],
  ChallengeAppealed: ['requestId', 'challengeId'],
  ChallengeResolved: ['requestId', 'challengeId'],
  DepositForfeited: ['requestId']
};
/** One of these ends the holding of a share, of a price. */
const ENDS: Record<string, string> = {
  KeyReleased: 'purchase',
  PurchaseRefunded: 'purchase'
};

/** Takes in what a call that went through did. Throws where something happened twice. */
export function learn(
  market: KnownMarket,
  block: bigint,
  seatsOf: (bits: bigint) => number[],
  events: Outcome['events']
) {
  const once = (key: string) => {
    if (market.once.includes(key)) throw new Error(`happened twice: ${key}`);
    market.once.push(key);
  };
  for (const { name, args } of events) {
    const request = market.requests[Number(args.requestId ?? -1n)];
    const index = Number(args.index ?? -1n);
    if (ONCE[name]) once([name, ...ONCE[name].map((field) => String(args[field]))].join(' '));
    if (ENDS[name]) once([ENDS[name], args.requestId, args.index, args.purchaseId].map(String).join(' '));
    if (name === 'Claimed') market.outRao += args.rao as bigint;
    if (!request) continue;
    const challenge = request.challenges[Number(args.challengeId ?? -1n)];
    if (name === 'SubmissionRevealed' && ++request.revealed === request.commits.length) request.closed.reveal = block;
    if (name === 'DeadlineExtended') request.terms = { ...request.terms, deadlineBlock: args.deadlineBlock as bigint };
    if (name === 'ElectorsSeated' || name === 'SeedMissed')
      request.seedBlock = (args.seedBlock ?? args.newSeedBlock) as bigint;
    if (name === 'ScoringBegan') request.drawnBlock = block;
    if (name === 'ScoresCommitted' && ++request.committed === request.seats.length) request.closed.scoreCommit = block;
    if (name === 'ScoresRevealed' && request.revealedSeats.push(Number(args.seat)) === request.committed)
      request.closed.scoreReveal = block;
    if (name === 'SubmissionTallied' && args.passes) request.held.push(index);
    if (name === 'RequestSettled' || name === 'RequestRefunded') request.settledBlock = block;
    if (name === 'ShareForfeited') request.held = request.held.filter((held) => held !== index);
    if ((name === 'PackageOpened' || name === 'KeyDelivered') && request.held.includes(index)) {
      request.held = request.held.filter((held) => held !== index);
      request.opened.push(index);
    }
    if (name === 'Bought') request.purchases.push([index, args.purchaseId as bigint, block]);
    if (name === 'KeyReleased' || name === 'PurchaseRefunded')
      request.purchases = request.purchases.filter(([at, id]) => at !== index || id !== args.purchaseId);
    if (name === 'ChallengeOpened')
      request.challenges.push({
        seat: Number(args.seat),
        index,
        jurors: [],
        verdicts: [],
        seedBlock: block + 4n,
        overBlock: block + 205n,
        commitEndBlock: 0n,
        isAppeal: false,
        challenger: args.challenger as Hex,
        resolved: false
      });
    if (name === 'JuryDrawn' && challenge) {
      challenge.jurors = seatsOf(args.seats as bigint);
      challenge.commitEndBlock = block + BigInt(request.terms.juryBlocks);
      // After the window for appeals, where there is one.
      challenge.overBlock = block + (challenge.isAppeal ? 2n : 3n) * BigInt(request.terms.juryBlocks) + 1n;
    }
    if (name === 'ChallengeAppealed' && challenge)
      Object.assign(challenge, {
        isAppeal: true,
        jurors: [],
        verdicts: [],
        seedBlock: block + 4n,
        overBlock: block + 205n,
        commitEndBlock: 0n
      });
    if (name === 'ChallengeResolved' && challenge) challenge.resolved = true;
  }
}

/** A call of a sequence. */
export interface Step {
  from: Hex;
  name: string;
  args: readonly unknown[];
  rao: bigint;
  /** Beside whole rao. */
  extraWei?: bigint;
  /** Whether its CIDs may be longer than the bounds of gas allow for. */
  isDistorted?: boolean;
  /** Run when the call went through: what its arguments committed to. */
  then?: (market: KnownMarket) => void;
}
