// Vectors of the reveal round: RaoFoundation/subtensor `epoch_schedule.rs`.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QUICKNET } from '../timelock/drand-network.ts';
import { commitHash, netuidIndex } from './commit-hash.ts';
import { commitState, type CommitEvidence } from './commit-state.ts';
import { nextEpochBlock, planCommit, type EpochSchedule } from './epoch-schedule.ts';
import { revealRound, roundSeconds } from './reveal-round.ts';
import { spanInWords } from './span-in-words.ts';

const schedule = (given: Partial<EpochSchedule>): EpochSchedule => ({
  tempoBlocks: 50,
  lastEpochBlock: 100,
  pendingEpochBlock: 0,
  epochIndex: 0,
  blocksSinceStep: 0,
  ...given
});

describe('the epoch that reveals a commit', () => {
  test.each([
    [schedule({ lastEpochBlock: 10 }), 10, 1, { commitEpoch: 0, firstRevealBlock: 60 }],
    [
      schedule({ lastEpochBlock: 80, pendingEpochBlock: 95, tempoBlocks: 20 }),
      91,
      1,
      { commitEpoch: 0, firstRevealBlock: 95 }
    ],
    [schedule({}), 120, 1, { commitEpoch: 0, firstRevealBlock: 150 }],
    [schedule({}), 120, 3, { commitEpoch: 0, firstRevealBlock: 250 }],
    // The commit lands in block 150, after that block's epoch.
    [schedule({}), 149, 1, { commitEpoch: 1, firstRevealBlock: 200 }],
    [schedule({ epochIndex: 7, blocksSinceStep: 50_401 }), 120, 1, { commitEpoch: 8, firstRevealBlock: 171 }]
  ])('%o at block %i, revealed after %i', (given, block, period, plan) => {
    expect(planCommit(given, block, period)).toEqual(plan);
  });

  test('a subnet of tempo 0 has none', () => {
    expect(() => planCommit(schedule({ tempoBlocks: 0 }), 10, 1)).toThrow('runs no epochs');
  });

  test('the next epoch is never in the past', () => {
    expect(nextEpochBlock(schedule({}), 120)).toBe(150);
    expect(nextEpochBlock(schedule({ pendingEpochBlock: 130 }), 120)).toBe(130);
    expect(nextEpochBlock(schedule({}), 400)).toBe(401);
  });
});

describe('the round', () => {
  test('lies three blocks into that epoch', () => {
    const timing = { nowSeconds: QUICKNET.genesisSeconds + 3000, block: 10, firstRevealBlock: 60, blockSeconds: 12 };
    expect(revealRound(timing, QUICKNET)).toBe((3000 + 53 * 12) / 3);
  });

  test('is published no later than that, and at most one period before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1000 }), (later, blocks) => {
        const nowSeconds = QUICKNET.genesisSeconds + later;
        const round = revealRound({ nowSeconds, block: 0, firstRevealBlock: blocks, blockSeconds: 12 }, QUICKNET);
        const published = roundSeconds(round, QUICKNET);
        const aim = nowSeconds + (blocks + 3) * 12;
        expect(published).toBeLessThanOrEqual(aim);
        expect(aim - published).toBeLessThan(2 * QUICKNET.periodSeconds);
      })
    );
  });
});

test('the hash of a commit is blake2b-256 over SCALE', () => {
  // By Python: hashlib.blake2b(bytes([7]*32) + b'\x01\x10' + b'\x08' + b'\x03\x00\x04\x00' + b'\x08' +
  // b'\xff\xff\x01\x00' + b'\x04' + b'\x09\x00' + (1000).to_bytes(8, 'little'), digest_size=32)
  expect(
    commitHash({
      hotkey: new Uint8Array(32).fill(7),
      netuid: 1,
      mechid: 1,
      uids: [3, 4],
      values: [65_535, 1],
      salt: [9],
      versionKey: 1000n
    })
  ).toBe('0x0e7986d6cf6b9a0755863f6ca258524bcd20220e9af4a7eeb25381f38a7dd7a7');
  expect(netuidIndex(5, 2)).toBe(8197);
});

describe('where a commit stands', () => {
  const seen = (given: Partial<CommitEvidence>): CommitEvidence => ({
    block: 120,
    schedule: schedule({ epochIndex: 4 }),
    revealPeriodEpochs: 1,
    storedEpoch: null,
    revealedBlock: null,
    rowMatches: false,
    ...given
  });
  const byHash = { kind: 'commit-by-hash', block: 110 } as const;
  const timelocked = { kind: 'timelocked', block: 110 } as const;

  test('kept by the chain, it waits for its epoch, is open in it, and expires after it', () => {
    expect(commitState(byHash, seen({ storedEpoch: 4 }))).toEqual({ status: 'waiting', opensAtBlock: 150, blocks: 30 });
    expect(commitState(byHash, seen({ storedEpoch: 4, revealPeriodEpochs: 3 }))).toMatchObject({ opensAtBlock: 250 });
    expect(commitState(byHash, seen({ storedEpoch: 3 }))).toEqual({ status: 'open', closesAtBlock: 149, blocks: 29 });
    expect(commitState(byHash, seen({ storedEpoch: 2 }))).toEqual({ status: 'expired' });
  });

  test('gone from the chain, its row and its event say what became of it', () => {
    expect(commitState(timelocked, seen({ revealedBlock: 115, rowMatches: true }))).toEqual({
      status: 'took-effect',
      block: 115
    });
    expect(commitState(timelocked, seen({ rowMatches: true, revealedBlock: 'unknown' }))).toEqual({
      status: 'took-effect',
      block: null
    });
    expect(commitState(timelocked, seen({ revealedBlock: 115 }))).toEqual({ status: 'replaced', block: 115 });
    expect(commitState(timelocked, seen({}))).toEqual({ status: 'dropped' });
    expect(commitState(timelocked, seen({ revealedBlock: 'unknown' }))).toEqual({ status: 'unknown' });
    expect(commitState(byHash, seen({}))).toEqual({ status: 'expired' });
    expect(commitState({ kind: 'commit-by-hash', block: null }, seen({}))).toEqual({ status: 'unsent' });
  });
});

test('a distance is said in blocks and in time', () => {
  expect(spanInWords(37, 12)).toBe('37 blocks, about 7 minutes');
  expect(spanInWords(1, 1)).toBe('1 block, about 1 second');
  expect(spanInWords(1000, 12)).toBe('1,000 blocks, about 3 hours');
});
