// The people of a market in tests: each verb as the right account would call it, with commitments made and remembered.
import { hexToBytes, keccak256, stringToHex, type Hex } from 'viem';
import { base32 } from 'multiformats/bases/base32';
import { scoresCommitment, submissionCommitment, verdictCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import { CHAIN_ID, type MarketWorld, type Outcome } from './market-world.ts';
import { keyOf, type Key } from './test-keys.ts';

export const TAO = 1_000_000_000n;
export const REQUESTER = keyOf(800);
export const OUTSIDER = keyOf(801);
export const BENCHMARK = keccak256('0x01');
export const ZERO_WORD: Hex = `0x${'0'.repeat(64)}`;
/** What `open` takes beside the bounty where the terms ask for nothing more. */
export const OPENING_FEE_RAO = 10_000_000n;

export interface TermsInput {
  deadlineBlock: bigint;
  revealBlocks: number;
  scoreCommitBlocks: number;
  scoreRevealBlocks: number;
  challengeBlocks: number;
  juryBlocks: number;
  openBlocks: number;
  thresholdPpm: number;
  outlierFloorPpm: number;
  maxSpreadPpm: number;
  assignedPerSubmission: number;
  quorum: number;
  maxPerColdkey: number;
  privateDelivery: boolean;
  submissionDepositRao: bigint;
  validatorBondRao: bigint;
  challengeBondRao: bigint;
  earlyBonusPpm: number;
  earlyBlocks: number;
  founderBonusPpm: number;
  founderSeats: number;
  priceRao: bigint;
  minerProceedsPpm: number;
  freeBuyers: number;
  forSale: boolean;
  absolutePayout: boolean;
  coldkeyCapPpm: number;
  parentRequest: bigint;
  inviteRoot: Hex;
  benchmarkKeyHash: Hex;
  benchmarkDepositRao: bigint;
  benchmarkFeeRao: bigint;
  earlyValidatorPpm: number;
  earlyValidatorSeats: number;
}

/** Terms with short windows; the deadline is relative to the world's block. */
export function someTerms(world: { block: bigint }, changes: Partial<TermsInput> = {}): TermsInput {
  return {
    deadlineBlock: world.block + 20n,
    revealBlocks: 10,
    scoreCommitBlocks: 20,
    scoreRevealBlocks: 10,
    challengeBlocks: 10,
    juryBlocks: 10,
    openBlocks: 50,
    thresholdPpm: 100_000,
    outlierFloorPpm: 20_000,
    maxSpreadPpm: 200_000,
    assignedPerSubmission: 3,
    quorum: 2,
    maxPerColdkey: 4,
    privateDelivery: false,
    submissionDepositRao: 1_000_000n,
    validatorBondRao: TAO,
    challengeBondRao: TAO,
    earlyBonusPpm: 0,
    earlyBlocks: 0,
    founderBonusPpm: 0,
    founderSeats: 0,
    priceRao: 0n,
    minerProceedsPpm: 0,
    freeBuyers: 0,
    forSale: false,
    absolutePayout: false,
    coldkeyCapPpm: 1_000_000,
    parentRequest: 0n,
    inviteRoot: ZERO_WORD,
    benchmarkKeyHash: ZERO_WORD,
    benchmarkDepositRao: 0n,
    benchmarkFeeRao: 0n,
    earlyValidatorPpm: 0,
    earlyValidatorSeats: 0,
    ...changes
  };
}

export const validatorKey = (i: number): Key => keyOf(i);
export const minerKey = (i: number): Key => keyOf(300 + i);
export const saltOf = (seed: string): Hex => keccak256(stringToHex(seed));
export const packageKeyOf = (miner: number): Hex => saltOf(`package key ${miner}`);

/** A package's CID, as the contract takes it: CIDv1, dag-pb, sha2-256 of the name. */
export const plainCidOf = (name: string): string =>
  base32.encode(Uint8Array.of(1, 0x70, 0x12, 0x20, ...hexToBytes(keccak256(stringToHex(name)))));

/** What `open` costs. */
export const openingRao = (terms: TermsInput, bountyRao: bigint): bigint =>
  bountyRao + OPENING_FEE_RAO + terms.benchmarkDepositRao + terms.benchmarkFeeRao;

export type Actors = ReturnType<typeof createActors>;

/** @param cidOf makes each CID of a short name. */
export function createActors(world: MarketWorld, cidOf = (name: string): string => name) {
  const place = (requestId: bigint, hotkey: Hex) => ({ chainId: CHAIN_ID, market: world.market, requestId, hotkey });
  const plainOf = (miner: number, plain = `plain-${miner}`) => ({
    plainCid: plainCidOf(plain),
    keyHash: keyHashOf(fromHex(packageKeyOf(miner))),
    salt: saltOf(`salt ${miner}`)
  });

  return {
    /** Validators take the first uids, miners the next; each has a coldkey of its own. */
    populate(stakesRao: bigint[], miners: number): void {
      world.neurons = [
        ...stakesRao.map((alphaRao, i) => ({
          hotkey: validatorKey(i).publicKey,
          coldkey: keyOf(500 + i).publicKey,
          permit: true,
          alphaRao,
          rootRao: 0n
        })),
        ...Array.from({ length: miners }, (_, i) => ({
          hotkey: minerKey(i).publicKey,
          coldkey: keyOf(600 + i).publicKey,
          permit: false,
          alphaRao: 0n,
          rootRao: 0n
        }))
      ];
    },

    async bond(count: number, rao = 10n * TAO): Promise<void> {
      for (let i = 0; i < count; i++) await world.call(validatorKey(i).address, 'depositBond', [], rao);
    },

    open(terms: TermsInput, bountyRao = 100n * TAO, from = REQUESTER): Promise<Outcome> {
      return world.call(
        from.address,
        'open',
        [terms, BENCHMARK, cidOf('spec-cid'), terms.forSale ? cidOf('licence-cid') : ''],
        openingRao(terms, bountyRao)
      );
    },

    async commit(requestId: bigint, miner: number, plain?: string, invitation: Hex[] = []): Promise<Outcome> {
      const key = minerKey(miner);
      const { terms } = await world.view<{ terms: TermsInput }>('getRequest', [requestId]);
      const commitment = submissionCommitment(place(requestId, key.publicKey), plainOf(miner, plain));
      const uid = world.neurons.findIndex((neuron) => neuron.hotkey === key.publicKey);
      const args = [requestId, uid, commitment, cidOf(`sealed-${miner}`), invitation];
      return world.call(key.address, 'commitSubmission', args, terms.submissionDepositRao);
    },

    reveal(requestId: bigint, index: number, miner = index, plain?: string): Promise<Outcome> {
      const { plainCid, keyHash, salt } = plainOf(miner, plain);
      const args = [requestId, BigInt(index), plainCid, keyHash, salt, cidOf('key-box')];
      return world.call(minerKey(miner).address, 'revealSubmission', args);
    },

    /** Snapshot in this block, draw right after the seed block. */
    async draw(requestId: bigint): Promise<Outcome> {
      const seated = await world.call(OUTSIDER.address, 'snapshot', [requestId]);
      if (!seated.ok) return seated;
      world.block += 5n;
      return world.call(OUTSIDER.address, 'draw', [requestId, 64n]);
    },

    commitScores(requestId: bigint, seat: number, scoresPpm: number[], validator = seat): Promise<Outcome> {
      const key = validatorKey(validator);
      const scores = { scoresPpm, reportsCid: cidOf(`reports-${validator}`), salt: saltOf(`scores ${validator}`) };
      const commitment = scoresCommitment(place(requestId, key.publicKey), scores);
      return world.call(key.address, 'commitScores', [requestId, BigInt(seat), commitment]);
    },

    revealScores(requestId: bigint, seat: number, scoresPpm: number[], validator = seat): Promise<Outcome> {
      const args = [requestId, BigInt(seat), scoresPpm, cidOf(`reports-${validator}`), saltOf(`scores ${validator}`)];
      return world.call(validatorKey(validator).address, 'revealScores', args);
    },

    challenge(requestId: bigint, index: number, seat: number, from = OUTSIDER, bondRao = TAO): Promise<Outcome> {
      return world.call(
        from.address,
        'challenge',
        [requestId, BigInt(index), BigInt(seat), cidOf('evidence')],
        bondRao
      );
    },

    commitVerdict(requestId: bigint, challengeId: bigint, seat: number, scorePpm: number): Promise<Outcome> {
      const key = validatorKey(seat);
      const verdict = { challengeId, scorePpm, reportCid: cidOf('verdict-report'), salt: saltOf(`verdict ${seat}`) };
      const commitment = verdictCommitment(place(requestId, key.publicKey), verdict);
      return world.call(key.address, 'commitVerdict', [requestId, challengeId, BigInt(seat), commitment]);
    },

    revealVerdict(requestId: bigint, challengeId: bigint, seat: number, scorePpm: number): Promise<Outcome> {
      const args = [requestId, challengeId, BigInt(seat), scorePpm, cidOf('verdict-report'), saltOf(`verdict ${seat}`)];
      return world.call(validatorKey(seat).address, 'revealVerdict', args);
    },

    /** Bits of a set of seats, ascending. */
    seatsOf(bits: bigint): number[] {
      return Array.from({ length: 64 }, (_, seat) => seat).filter((seat) => (bits >> BigInt(seat)) & 1n);
    }
  };
}
