// Ciphertexts and reveal rounds that the SDK's bittensor-drand and our own code must agree on, without a chain.
import { compactAddLength, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { decryptTimelocked } from '#lib/core/timelock/decrypt-timelocked.ts';
import { QUICKNET } from '#lib/core/timelock/drand-network.ts';
import { encryptTimelocked } from '#lib/core/timelock/encrypt-timelocked.ts';
import { planCommit } from '#lib/core/weights/epoch-schedule.ts';
import { revealRound } from '#lib/core/weights/reveal-round.ts';
import type { Expectations } from './judge-answers.ts';

/** quicknet's published signature of round 1000 (subtensor `pallets/commitments/src/mock.rs`). */
const ROUND = 1000;
const SIGNATURE = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39';
const PLAINTEXT = stringToU8a('Two implementations, one ciphertext.');
const BLOCK_SECONDS = 12;

const schedule = (tempoBlocks: number, lastEpochBlock: number, block: number, revealPeriod: number, pending = 0) => ({
  question: `reveal round: tempo ${tempoBlocks}, last ${lastEpochBlock}, asked ${pending}, at ${block}, after ${revealPeriod}`,
  tempoBlocks,
  lastEpochBlock,
  pendingEpochBlock: pending,
  epochIndex: 4,
  blocksSinceStep: block - lastEpochBlock,
  block,
  revealPeriod
});
const SCHEDULES = [
  schedule(360, 1000, 1010, 1),
  schedule(360, 1000, 1358, 1),
  schedule(360, 1000, 1359, 1),
  schedule(360, 1000, 1200, 3),
  schedule(20, 80, 91, 1, 95),
  schedule(50, 100, 149, 2)
];

/** The package around a ciphertext that bittensor-drand keeps: its compact length before it, the round (u64) behind it. */
const COMPACT_LENGTH = 2;
const ROUND_LENGTH = 8;
const inContainer = (ciphertext: Uint8Array) =>
  u8aConcat(compactAddLength(ciphertext), new Uint8Array(new BigUint64Array([BigInt(ROUND)]).buffer));

const hex = (bytes: Uint8Array) => u8aToHex(bytes).slice(2);

/** What `ask_sdk.py` gets to open and to compute. */
export const timelockExchange = () => ({
  round: ROUND,
  signature: SIGNATURE,
  plaintext: hex(PLAINTEXT),
  ciphertext: hex(
    inContainer(
      encryptTimelocked(PLAINTEXT, {
        round: ROUND,
        publicKey: QUICKNET.publicKey,
        random: (length) => crypto.getRandomValues(new Uint8Array(length))
      })
    )
  ),
  schedules: SCHEDULES
});

export const timelockExpectations = (): Expectations => ({
  'timelock: ours, opened by the SDK': hex(PLAINTEXT),
  'timelock: sealed by the SDK': (value: unknown) => {
    const sealed = hexToU8a(`0x${String(value)}`).slice(COMPACT_LENGTH, -ROUND_LENGTH);
    return hex(decryptTimelocked(sealed, hexToU8a(`0x${SIGNATURE}`))) === hex(PLAINTEXT)
      ? undefined
      : 'opens to other bytes';
  },
  ...Object.fromEntries(
    SCHEDULES.map((each) => [
      `timelock: ${each.question}`,
      (value: unknown) => {
        const { round, now } = value as { round: number; now: number };
        const { firstRevealBlock } = planCommit(each, each.block, each.revealPeriod);
        const timing = { nowSeconds: now, block: each.block, firstRevealBlock, blockSeconds: BLOCK_SECONDS };
        const ours = revealRound(timing, QUICKNET);
        // The clock of the SDK is read a moment later.
        return Math.abs(round - ours) <= 1 ? undefined : `the SDK says round ${round}, we say ${ours}`;
      }
    ])
  )
});
