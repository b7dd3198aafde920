// Opening a request and changing it; submissions, committed and revealed; as docs/market.md has them.
import { concatHex, keccak256, type Hex } from 'viem';
import { submissionCommitment } from '#lib/chain/market/market-commitments.ts';
import type { TermsInput } from '../market-actors.ts';
import { CHAIN_ID, MIN_WINDOW_BLOCKS } from '../market-world.ts';
import {
  bookIn,
  credit,
  refuseIf,
  requireAfter,
  requireCid,
  requireOptionalCid,
  requirePackageCid,
  requireUntil,
  requireValue,
  revealEnd,
  submissionOf,
  type ModelCall
} from './model-call.ts';
import { electorsNow } from './model-scoring.ts';
import { refund } from './model-settlement.ts';
import { accountOf, ZERO_WORD, type ModelBook } from './model-state.ts';
import { STAGE, STATUS } from '../market-views.ts';

const OPENING_FEE_RAO = 10_000_000n;
const LEAST_RAO = 1_000_000n;
const MOST_RAO = (2n ** 64n - 1n) / 2n;
const LONGEST_BLOCKS = 648_000n;
const MOST_SUBMISSIONS = 64;

export function open(call: ModelCall, [terms, commitment, specCid, licenceCid]: [TermsInput, Hex, string, string]) {
  const { state, from, rao, block } = call;
  requireCid(specCid);
  requireOptionalCid(licenceCid);
  const beside = OPENING_FEE_RAO + terms.benchmarkDepositRao + terms.benchmarkFeeRao;
  refuseIf(rao < beside + LEAST_RAO || rao > MOST_RAO, 'WrongValue', beside + LEAST_RAO);
  requireValue(call, rao);
  const bountyRao = rao - beside;
  const rule = brokenRule(call, terms, bountyRao);
  refuseIf(rule !== undefined, 'InvalidTerms', BigInt(rule ?? 0));
  const registered = state.benchmarks.get(commitment);
  const isForeign = registered !== undefined && registered.owner !== from;
  const isPaid = isForeign ? terms.benchmarkFeeRao >= registered.feeRao : terms.benchmarkFeeRao === 0n;
  refuseIf(!isPaid, 'InvalidTerms', 12n);
  const seats = electorsNow(call, terms.validatorBondRao).length;
  refuseIf(seats < terms.quorum, 'TooFewElectors', BigInt(seats), BigInt(terms.quorum));
  const book = newBook();
  Object.assign(book.request, {
    terms: { ...terms },
    benchmarkCommitment: commitment,
    requester: from,
    openedBlock: block,
    holdsDeposit: terms.benchmarkDepositRao > 0n,
    bountyRao,
    escrowRao: rao,
    specCid,
    licenceCid
  });
  state.books.push(book);
  credit(state, book, state.treasury.holder, OPENING_FEE_RAO);
  return BigInt(state.books.length - 1);
}

/** The number of the first rule in docs/market.md that the terms break. */
function brokenRule({ state, block }: ModelCall, terms: TermsInput, bountyRao: bigint): number | undefined {
  const within = (value: number | bigint, least: number | bigint, most: number | bigint) =>
    value >= least && value <= most;
  const { revealBlocks, scoreCommitBlocks, scoreRevealBlocks, challengeBlocks, juryBlocks, openBlocks } = terms;
  const windows = [revealBlocks, scoreCommitBlocks, scoreRevealBlocks, challengeBlocks, juryBlocks, openBlocks];
  const bonuses = [terms.earlyBonusPpm, terms.founderBonusPpm, terms.earlyValidatorPpm];
  const least = terms.validatorBondRao > LEAST_RAO ? terms.validatorBondRao : LEAST_RAO;
  const hasKeyHash = terms.benchmarkKeyHash !== ZERO_WORD;
  const rules: [number, boolean][] = [
    [1, within(terms.deadlineBlock, block + 1n, block + LONGEST_BLOCKS)],
    [2, windows.every((blocks) => within(blocks, Math.max(1, MIN_WINDOW_BLOCKS), LONGEST_BLOCKS))],
    [3, within(terms.thresholdPpm, 0, 950_000) && within(terms.maxSpreadPpm, 10_000, 1_000_000)],
    [4, within(terms.outlierFloorPpm, 1_000, 200_000)],
    [5, within(terms.assignedPerSubmission, 3, 16)],
    [6, within(terms.quorum, 1, terms.assignedPerSubmission)],
    [7, terms.maxPerColdkey >= 1],
    [8, within(terms.challengeBondRao, least, bountyRao)],
    [9, bonuses.every((ppm) => within(ppm, 0, 10_000_000))],
    [10, within(terms.minerProceedsPpm, 0, 1_000_000) && (!terms.forSale || terms.privateDelivery)],
    [11, terms.submissionDepositRao <= bountyRao],
    [12, terms.benchmarkDepositRao <= bountyRao && terms.benchmarkFeeRao <= bountyRao],
    [12, hasKeyHash === terms.benchmarkDepositRao > 0n],
    [13, within(terms.coldkeyCapPpm, 100_000, 1_000_000)],
    [14, terms.parentRequest <= BigInt(state.books.length)]
  ];
  return rules.find(([, holds]) => !holds)?.[0];
}

function newBook(): ModelBook {
  return {
    request: {
      terms: {} as TermsInput,
      benchmarkCommitment: ZERO_WORD,
      seed: ZERO_WORD,
      requester: ZERO_WORD,
      openedBlock: 0n,
      stage: STAGE.open,
      revealedCount: 0,
      committedCount: 0,
      holdsDeposit: false,
      openChallenges: 0,
      bountyRao: 0n,
      escrowRao: 0n,
      seedBlock: 0n,
      drawnBlock: 0n,
      settledBlock: 0n,
      minersRao: 0n,
      validatorsRao: 0n,
      unearnedRao: 0n,
      revealClosedBlock: 0n,
      scoreCommitClosedBlock: 0n,
      scoreRevealClosedBlock: 0n,
      revealedSeats: 0n,
      struckSeats: 0n,
      totalPoints: 0n,
      totalWeight: 0n,
      bonusRao: 0n,
      cursor: 0,
      snapshotBlock: 0,
      specCid: '',
      licenceCid: ''
    },
    submissions: [],
    electors: [],
    scores: new Map(),
    challenges: [],
    verdicts: new Map(),
    purchases: new Map(),
    namedPrices: new Map(),
    hadFree: new Set(),
    deliveries: new Map(),
    benchmarkKeys: []
  };
}

export function topUp(call: ModelCall, [requestId]: [bigint]): void {
  const { request } = bookIn(call, requestId, STAGE.open);
  requireUntil(call, request.terms.deadlineBlock);
  refuseIf(call.rao === 0n || call.rao + request.escrowRao > MOST_RAO, 'WrongValue', 1n);
  requireValue(call, call.rao);
  request.bountyRao += call.rao;
  request.escrowRao += call.rao;
}

/** The caller's own request, before its deadline. */
function ownOpenBook(call: ModelCall, requestId: bigint): ModelBook {
  const book = bookIn(call, requestId, STAGE.open);
  refuseIf(book.request.requester !== call.from, 'NotAllowed');
  requireUntil(call, book.request.terms.deadlineBlock);
  return book;
}

export function extend(call: ModelCall, [requestId, deadlineBlock]: [bigint, bigint]): void {
  const { request } = ownOpenBook(call, requestId);
  const isLater = deadlineBlock > request.terms.deadlineBlock && deadlineBlock > call.block;
  refuseIf(!isLater || deadlineBlock > request.openedBlock + LONGEST_BLOCKS, 'InvalidTerms', 1n);
  request.terms.deadlineBlock = deadlineBlock;
}

export function cancel(call: ModelCall, [requestId]: [bigint]): void {
  const book = ownOpenBook(call, requestId);
  refuseIf(book.submissions.length > 0, 'AlreadyDone');
  refund(call, book);
}

export function commitSubmission(
  call: ModelCall,
  [requestId, uid, commitment, sealedCid, invitation]: [bigint, number, Hex, string, Hex[]]
): bigint {
  const book = bookIn(call, requestId, STAGE.open);
  const { request, submissions } = book;
  requireUntil(call, request.terms.deadlineBlock);
  requireCid(sealedCid);
  requireValue(call, request.terms.submissionDepositRao);
  const neuron = call.neurons[uid];
  refuseIf(!neuron || accountOf(neuron.hotkey) !== call.from, 'NotTheHotkey');
  const { hotkey, coldkey } = neuron!;
  const { inviteRoot, maxPerColdkey } = request.terms;
  refuseIf(inviteRoot !== ZERO_WORD && rootOf(hotkey, invitation) !== inviteRoot, 'NotAllowed');
  refuseIf(
    submissions.some((other) => other.hotkey === hotkey),
    'AlreadyDone'
  );
  const ofColdkey = submissions.filter((other) => other.coldkey === coldkey).length;
  refuseIf(submissions.length >= MOST_SUBMISSIONS || ofColdkey >= maxPerColdkey, 'LimitReached');
  request.escrowRao += request.terms.submissionDepositRao;
  submissions.push({
    hotkey,
    coldkey,
    commitment,
    keyHash: ZERO_WORD,
    committedBlock: call.block,
    shareRao: 0n,
    medianPpm: 0,
    spreadPpm: 0,
    freeTaken: 0,
    status: STATUS.sealed,
    revealedBlock: 0,
    assigned: 0n,
    excluded: 0n,
    outliers: 0n,
    bonusPpm: 0,
    closedBlock: 0,
    packageKey: ZERO_WORD,
    sealedCid,
    plainCid: '',
    keyBoxCid: ''
  });
  return BigInt(submissions.length - 1);
}

/** Of a Merkle tree with doubly hashed leaves and children in ascending order. */
function rootOf(hotkey: Hex, proof: Hex[]): Hex {
  return proof.reduce(
    (node, sibling) => keccak256(concatHex(node < sibling ? [node, sibling] : [sibling, node])),
    keccak256(keccak256(hotkey))
  );
}

export function revealSubmission(
  call: ModelCall,
  [requestId, index, plainCid, keyHash, salt, keyBoxCid]: [bigint, bigint, string, Hex, Hex, string]
): void {
  const book = bookIn(call, requestId, STAGE.open);
  const { request, submissions } = book;
  const submission = submissionOf(book, index);
  requireAfter(call, request.terms.deadlineBlock);
  requireUntil(call, revealEnd(book));
  requirePackageCid(plainCid);
  requireOptionalCid(keyBoxCid);
  const { hotkey } = submission;
  refuseIf(accountOf(hotkey) !== call.from, 'NotTheHotkey');
  refuseIf(submission.status !== STATUS.sealed, 'AlreadyDone');
  const place = { chainId: CHAIN_ID, market: call.market, requestId, hotkey };
  const commitment = submissionCommitment(place, { plainCid, keyHash, salt });
  refuseIf(commitment !== submission.commitment, 'CommitmentMismatch');
  Object.assign(submission, { keyHash, plainCid, keyBoxCid, revealedBlock: Number(call.block) });
  request.revealedCount++;
  if (request.revealedCount === submissions.length) request.revealClosedBlock = call.block;
  // Of all with this CID that are revealed the first one counts.
  const equal = submissions.filter((other) => other.revealedBlock !== 0 && other.plainCid === plainCid);
  for (const [i, other] of equal.entries()) other.status = i === 0 ? STATUS.revealed : STATUS.duplicate;
  credit(call.state, book, call.from, request.terms.submissionDepositRao);
}
