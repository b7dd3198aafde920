// Hidden weights on the local chain: commits by hash and timelocked ones, their windows, errors and events.
import { randomBytes } from '@noble/hashes/utils.js';
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encryptTimelocked } from '#lib/core/timelock/encrypt-timelocked.ts';
import { encodeWeightsPayload } from '#lib/core/timelock/weights-payload.ts';
import { verifyPulse } from '#lib/core/timelock/verify-pulse.ts';
import { localBeacon, roundAt } from '../pallets/drand/local-beacon.ts';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

const NETUID = 1;
const TEMPO = 10;
const BLOCK_MS = 12_000;
const VERSION = 4;
let chain: TestDevnet;
let timeMs = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  chain = await startTestDevnet({
    tempo: TEMPO,
    genesis: { commitReveal: 'hash-or-timelock' },
    now: () => (timeMs += BLOCK_MS)
  });
});
afterAll(() => chain.stop());

const tx = () => chain.api.tx.subtensorModule!;
const query = async <T>(name: string, ...args: unknown[]): Promise<T> =>
  (await chain.api.query.subtensorModule![name]!(...args)).toJSON() as T;
const set = (name: string, keys: unknown[], hex: string) =>
  chain.send(
    chain.api.tx.sudo!.sudo!(
      chain.api.tx.system!.setStorage!([[chain.api.query.subtensorModule![name]!.key(...keys), hex]])
    ),
    '//Alice'
  );
const best = () => chain.devnet.chain.bestNumber();
/** Makes blocks up to the one in which the next epoch runs. */
const nextEpoch = async () => {
  const last = await query<number>('lastEpochBlock', NETUID);
  await chain.devnet.chain.newBlocks(last + TEMPO - best());
};
const SALT = [7, 8, 9];
const commitHash = (signer: string, uids: number[], values: number[], index = NETUID) =>
  blake2AsHex(
    chain.api
      .createType('(AccountId, u16, Vec<u16>, Vec<u16>, Vec<u16>, u64)', [
        chain.account(signer).publicKey,
        index,
        uids,
        values,
        SALT,
        0
      ])
      .toU8a()
  );

describe('weights committed by hash', () => {
  test('are not set in the open, but revealed in the next epoch and no earlier', async () => {
    expect((await chain.send(tx().setWeights!(NETUID, [3], [1], 0), '//Alice')).error).toBe(
      'subtensorModule.CommitRevealEnabled'
    );
    await nextEpoch();
    const hash = commitHash('//Alice', [3, 4], [1, 3]);
    const sent = await chain.send(tx().commitWeights!(NETUID, hash), '//Alice');
    expect(sent.events).toEqual(['subtensorModule.WeightsCommitted', 'system.ExtrinsicSuccess']);
    expect(sent.fields('subtensorModule.WeightsCommitted')).toEqual([chain.account('//Alice').address, NETUID, hash]);
    const epoch = await query<number>('subnetEpochIndex', NETUID);
    expect(await query('weightCommits', NETUID, chain.account('//Alice').address)).toEqual([[hash, epoch, best(), 0]]);
    expect((await query<number[]>('lastUpdate', NETUID))[0]).toBe(best());
    const reveal = () => chain.send(tx().revealWeights!(NETUID, [3, 4], [1, 3], SALT, 0), '//Alice');
    await expect(reveal()).rejects.toThrow('Custom error: 17');
    await nextEpoch();
    await expect(chain.send(tx().revealWeights!(NETUID, [3, 4], [3, 1], SALT, 0), '//Alice')).rejects.toThrow(
      'Custom error: 16'
    );
    const revealed = await reveal();
    expect(revealed.events).toEqual([
      'subtensorModule.WeightsSet',
      'subtensorModule.WeightsRevealed',
      'system.ExtrinsicSuccess'
    ]);
    expect(await query('weights', NETUID, 0)).toEqual([
      [3, 21_845],
      [4, 65_535]
    ]);
    expect(await query('weightCommits', NETUID, chain.account('//Alice').address)).toBeNull();
    expect((await query<number[]>('lastUpdate', NETUID))[0]).toBeLessThan(best());
  });

  test('expire one epoch later', async () => {
    await chain.send(tx().commitWeights!(NETUID, commitHash('//Bob', [3], [1])), '//Bob');
    await nextEpoch();
    await nextEpoch();
    await expect(chain.send(tx().revealWeights!(NETUID, [3], [1], SALT, 0), '//Bob')).rejects.toThrow('17');
  });

  test('wait at most ten at a time, and for the rate limit', async () => {
    await nextEpoch();
    const commitOf = (value: number) => tx().commitWeights!(NETUID, commitHash('//Charlie', [3], [value]));
    await chain.send(chain.api.tx.utility!.batchAll!(Array.from({ length: 10 }, (_, i) => commitOf(i))), '//Charlie');
    expect((await chain.send(commitOf(11), '//Charlie')).error).toBe('subtensorModule.TooManyUnrevealedCommits');
    await set('weightsSetRateLimit', [NETUID], '0xff00000000000000');
    await expect(chain.send(commitOf(12), '//Charlie')).rejects.toThrow('Custom error: 6');
    await set('weightsSetRateLimit', [NETUID], '0x0000000000000000');
  });

  test('several are revealed together, or none', async () => {
    await nextEpoch();
    for (const value of [1, 2])
      await chain.send(tx().commitWeights!(NETUID, commitHash('//Bob', [3, 5], [value, 1])), '//Bob');
    await nextEpoch();
    const sent = await chain.send(
      tx().batchRevealWeights!(
        NETUID,
        [
          [3, 5],
          [3, 5]
        ],
        [
          [1, 1],
          [2, 1]
        ],
        [SALT, SALT],
        [0, 0]
      ),
      '//Bob'
    );
    expect(sent.fields('subtensorModule.WeightsBatchRevealed')![2]).toHaveLength(2);
    expect(await query('weights', NETUID, 1)).toEqual([
      [3, 65_535],
      [5, 32_768]
    ]);
    await expect(chain.send(tx().batchRevealWeights!(NETUID, [[3]], [[1], [2]], [SALT], [0]), '//Bob')).rejects.toThrow(
      'Custom error: 18'
    );
  });

  test('a batch of commits reports what failed item by item', async () => {
    const hash = commitHash('//Bob', [3], [1]);
    const sent = await chain.send(tx().batchCommitWeights!([NETUID, 9], [hash, hash]), '//Bob');
    expect(sent.events.slice(0, 4)).toEqual([
      'subtensorModule.WeightsCommitted',
      'subtensorModule.BatchCompletedWithErrors',
      'subtensorModule.BatchWeightItemFailed',
      'subtensorModule.BatchWeightsCompleted'
    ]);
  });

  test('inside a batch of calls the same rules are the errors of the call', async () => {
    const reveal = tx().revealWeights!(NETUID, [3], [9], SALT, 0);
    const commit = tx().commitTimelockedWeights!(NETUID, '0x12', 1, VERSION);
    for (const [inner, error] of [
      [reveal, 'subtensorModule.NoWeightsCommitFound'],
      [commit, 'subtensorModule.InvalidRevealRound']
    ] as const)
      expect((await chain.send(chain.api.tx.utility!.batchAll!([inner]), '//Bob')).error).toBe(error);
  });
});

describe('timelocked weights', () => {
  const commit = (signer: string, round: number, values: number[], of = signer) =>
    u8aToHex(
      encryptTimelocked(
        encodeWeightsPayload({ hotkey: chain.account(of).publicKey, uids: [3, 4], values, versionKey: 0n }),
        { round, publicKey: localBeacon().publicKey, random: randomBytes }
      )
    );
  const revealed = async () =>
    (
      (await chain.api.query.system!.events!()) as unknown as {
        event: { method: string; data: { toJSON(): unknown } };
      }[]
    )
      .filter(({ event }) => event.method === 'TimelockedWeightsRevealed')
      .map(({ event }) => event.data.toJSON());

  test('open by themselves in the epoch after the commit, once the round is there', async () => {
    await nextEpoch();
    const round = roundAt(localBeacon(), timeMs + (TEMPO + 2) * BLOCK_MS);
    const sent = await chain.send(
      tx().commitTimelockedWeights!(NETUID, commit('//Alice', round, [1, 1]), round, VERSION),
      '//Alice'
    );
    expect(sent.events[0]).toBe('subtensorModule.TimelockedWeightsCommitted');
    expect(sent.fields('subtensorModule.TimelockedWeightsCommitted')![3]).toBe(round);
    await chain.send(
      tx().commitTimelockedWeights!(NETUID, commit('//Charlie', round, [1, 2], '//Bob'), round, VERSION),
      '//Charlie'
    );
    await chain.send(tx().commitTimelockedWeights!(NETUID, '0x1234', round, VERSION), '//Bob');
    const before = await query('weights', NETUID, 2);
    const seen: unknown[] = [];
    for (let i = 0; i < 2 * TEMPO; i++) {
      await chain.devnet.chain.newBlock();
      seen.push(...(await revealed()));
    }
    expect(seen).toEqual([[NETUID, chain.account('//Alice').address]]);
    expect(await query('weights', NETUID, 0)).toEqual([
      [3, 65_535],
      [4, 65_535]
    ]);
    expect(await query('weights', NETUID, 2)).toEqual(before);
    const pulse = (await chain.api.query.drand!.pulses!(round)).toJSON() as { signature: string };
    expect(verifyPulse(round, Buffer.from(pulse.signature.slice(2), 'hex'), localBeacon().publicKey)).toBe(true);
    expect(await chain.api.query.subtensorModule!.timelockedWeightCommits!.entries(NETUID)).toEqual([]);
  });

  test('errors: another version, a round that has passed, too long', async () => {
    const { lastStoredRound, publicKey } = await chain.rpc<{ lastStoredRound: number; publicKey: string }>(
      'dev_drandInfo'
    );
    expect(publicKey).toBe(u8aToHex(localBeacon().publicKey));
    expect((await chain.api.query.drand!.lastStoredRound!()).toJSON()).toBe(lastStoredRound);
    const round = lastStoredRound + 100;
    expect((await chain.send(tx().commitTimelockedWeights!(NETUID, '0x12', round, 3), '//Bob')).error).toBe(
      'subtensorModule.IncorrectCommitRevealVersion'
    );
    await expect(
      chain.send(tx().commitTimelockedWeights!(NETUID, '0x12', lastStoredRound - 1, VERSION), '//Bob')
    ).rejects.toThrow('Custom error: 15');
    await expect(
      chain.send(tx().commitTimelockedWeights!(NETUID, `0x${'00'.repeat(5001)}`, round, VERSION), '//Bob')
    ).rejects.toThrow();
  });

  test('every mechanism has commits of its own', async () => {
    await set('mechanismCountCurrent', [NETUID], '0x02');
    await nextEpoch();
    const index = NETUID + 4096;
    const hash = commitHash('//Alice', [5], [1], index);
    expect((await chain.send(tx().commitMechanismWeights!(NETUID, 2, hash), '//Alice')).error).toBe(
      'subtensorModule.MechanismDoesNotExist'
    );
    await chain.send(tx().commitMechanismWeights!(NETUID, 1, hash), '//Alice');
    const round = roundAt(localBeacon(), timeMs + TEMPO * BLOCK_MS);
    await chain.send(tx().commitCrv3MechanismWeights!(NETUID, 1, commit('//Bob', round, [5, 5]), round), '//Bob');
    await nextEpoch();
    const sent = await chain.send(tx().revealMechanismWeights!(NETUID, 1, [5], [1], SALT, 0), '//Alice');
    expect(sent.fields('subtensorModule.WeightsRevealed')).toEqual([chain.account('//Alice').address, index, hash]);
    await chain.devnet.chain.newBlocks(4);
    expect(await query('weights', index, 0)).toEqual([[5, 65_535]]);
    expect(await query('weights', index, 1)).toEqual([
      [3, 65_535],
      [4, 65_535]
    ]);
  });
});
