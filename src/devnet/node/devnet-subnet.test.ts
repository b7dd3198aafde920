// The subnet of the local chain: weights and their checks in order, registration, stake, commitments, epochs.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

const TAO = 1_000_000_000n;
const NETUID = 1;
let chain: TestDevnet;
beforeAll(async () => {
  chain = await startTestDevnet({ tempo: 20 });
});
afterAll(() => chain.stop());

const query = async <T>(name: string, ...args: unknown[]): Promise<T> =>
  (await chain.api.query.subtensorModule![name]!(...args)).toJSON() as T;
const setWeights = (
  signer: string,
  uids: number[],
  values: number[],
  options: { netuid?: number; versionKey?: number } = {}
) =>
  chain.send(
    chain.api.tx.subtensorModule!.setWeights!(options.netuid ?? NETUID, uids, values, options.versionKey ?? 0),
    signer
  );
/** Writes a storage item as the administrator. */
const set = async (name: string, keys: unknown[], hex: string) =>
  chain.send(
    chain.api.tx.sudo!.sudo!(
      chain.api.tx.system!.setStorage!([[chain.api.query.subtensorModule![name]!.key(...keys), hex]])
    ),
    '//Alice'
  );

describe('set_weights', () => {
  test('stores the row scaled to 65535 and costs nothing', async () => {
    const sent = await setWeights('//Alice', [3, 4], [1, 3]);
    expect(sent.events).toEqual(['subtensorModule.WeightsSet', 'system.ExtrinsicSuccess']);
    expect(sent.fields('subtensorModule.WeightsSet')).toEqual([NETUID, 0]);
    expect(await query('weights', NETUID, 0)).toEqual([
      [3, 21_845],
      [4, 65_535]
    ]);
    expect((await query<number[]>('lastUpdate', NETUID))[0]).toBe(chain.devnet.chain.bestNumber());
  });

  test('refuses in the order of the chain: each input breaks this rule and all later ones', async () => {
    await set('weightsVersionKey', [NETUID], '0x0700000000000000');
    await set('minAllowedWeights', [NETUID], '0x0400');
    const error = async (...input: Parameters<typeof setWeights>) => (await setWeights(...input)).error;
    expect(await error('//Requester', [9, 9], [1], { netuid: 2 })).toBe('subtensorModule.CommitRevealEnabled');
    await set('commitRevealWeightsEnabled', [2], '0x00');
    await set('commitRevealWeightsEnabled', [0], '0x00');
    expect(await error('//Requester', [9, 9], [1], { netuid: 0 })).toBe('subtensorModule.CanNotSetRootNetworkWeights');
    expect(await error('//Requester', [9, 9], [1], { netuid: 2 })).toBe('subtensorModule.WeightVecNotEqualSize');
    const nine = Array.from({ length: 9 }, () => 9);
    expect(await error('//Requester', nine, nine, { netuid: 2 })).toBe('subtensorModule.MechanismDoesNotExist');
    expect(await error('//Requester', nine, nine)).toBe('subtensorModule.UidsLengthExceedUidsInSubNet');
    expect(await error('//Requester', [9, 9], [1, 1])).toBe('subtensorModule.HotKeyNotRegisteredInSubNet');
    expect(await error('//Dave', [9, 9], [1, 1])).toBe('subtensorModule.IncorrectWeightVersionKey');
    await set('weightsSetRateLimit', [NETUID], '0xff00000000000000');
    await expect(setWeights('//Alice', [9, 9], [1, 1], { versionKey: 7 })).rejects.toThrow('Custom error: 6');
    expect(await error('//Dave', [9, 9], [1, 1], { versionKey: 7 })).toBe('subtensorModule.NeuronNoValidatorPermit');
    expect(await error('//Bob', [9, 9], [1, 1], { versionKey: 7 })).toBe('subtensorModule.DuplicateUids');
    expect(await error('//Bob', [3, 9], [1, 1], { versionKey: 7 })).toBe('subtensorModule.UidVecContainInvalidOne');
    expect(await error('//Bob', [3, 4], [1, 1], { versionKey: 7 })).toBe('subtensorModule.WeightVecLengthIsLow');
    expect(await error('//Bob', [1], [1], { versionKey: 7 })).toBeUndefined();
    for (const [name, hex] of [
      ['weightsVersionKey', '0x0000000000000000'],
      ['minAllowedWeights', '0x0100'],
      ['weightsSetRateLimit', '0x0000000000000000']
    ] as const)
      await set(name, [NETUID], hex);
  });

  test('with too little stake it does not even enter the pool', async () => {
    await set('stakeThreshold', [], '0x00c06e31d9100100');
    await expect(setWeights('//Dave', [3], [1])).rejects.toThrow('1010: Invalid Transaction: Custom error: 1');
    await set('stakeThreshold', [], '0x0000000000000000');
  });
});

describe('an epoch', () => {
  test('turns weights into incentive, dividends and stake, and keeps the permits', async () => {
    for (const validator of ['//Alice', '//Bob', '//Charlie']) await setWeights(validator, [3, 4, 5], [3, 2, 1]);
    const before = await query<string>('totalHotkeyAlpha', chain.account('//Dave').address, NETUID);
    const index = await query<number>('subnetEpochIndex', NETUID);
    const until = (await query<number>('lastEpochBlock', NETUID)) + 20 - chain.devnet.chain.bestNumber();
    await chain.rpc('dev_newBlock', { count: until });
    const events = (await chain.api.query.system!.events!()) as unknown as {
      event: { method: string };
      phase: { type: string };
    }[];
    expect(events.map(({ event, phase }) => `${phase.type} ${event.method}`)).toContain(
      'Initialization IncentiveAlphaEmittedToMiners'
    );
    expect(await query('subnetEpochIndex', NETUID)).toBe(index + 1);
    expect(await query('blocksSinceLastStep', NETUID)).toBe(0);
    const incentive = await query<number[]>('incentive', NETUID);
    expect(incentive.slice(0, 3)).toEqual([0, 0, 0]);
    expect(incentive[3]! / incentive[5]!).toBeCloseTo(3, 3);
    expect(incentive[4]! / incentive[5]!).toBeCloseTo(2, 3);
    const dividends = await query<number[]>('dividends', NETUID);
    expect(dividends.slice(0, 3).every((share) => share > 0)).toBe(true);
    expect(await query('validatorPermit', NETUID)).toEqual([true, true, true, false, false, false, false, false]);
    const after = await query<string>('totalHotkeyAlpha', chain.account('//Dave').address, NETUID);
    expect(BigInt(after) > BigInt(before)).toBe(true);
    expect((await query<string[]>('emission', NETUID)).slice(3).map(Number)[0]).toBeGreaterThan(0);
    expect(Number((await query<[number, number][]>('bonds', NETUID, 0))[0]![1])).toBeGreaterThan(0);
  });

  test('what was emitted is what is staked: a fifth of nothing is lost', async () => {
    const stakes = await chain.api.query.subtensorModule!.totalHotkeyAlpha!.entries();
    const staked = stakes.reduce((sum, [, alpha]) => sum + BigInt(alpha.toString()), 0n);
    const out = BigInt(await query<string>('subnetAlphaOut', NETUID));
    const pending = BigInt(await query<number>('blocksSinceLastStep', NETUID)) * TAO;
    expect(out - staked - pending).toBeLessThan(100n);
    expect(out - staked - pending).toBeGreaterThanOrEqual(0n);
  });
});

describe('joining', () => {
  test('a hotkey registers for the burn, which rises, and appears in every vector', async () => {
    const burn = BigInt(await query<string>('burn', NETUID));
    const hotkey = chain.account('//Ivan').address;
    const sent = await chain.send(chain.api.tx.subtensorModule!.burnedRegister!(NETUID, hotkey), '//Requester');
    expect(sent.fields('subtensorModule.NeuronRegistered')).toEqual([NETUID, 8, hotkey]);
    expect(await query('uids', NETUID, hotkey)).toBe(8);
    expect((await query<boolean[]>('active', NETUID)).length).toBe(9);
    expect(BigInt(await query<string>('burn', NETUID))).toBeGreaterThan(burn);
    const again = await chain.send(chain.api.tx.subtensorModule!.burnedRegister!(NETUID, hotkey), '//Requester');
    expect(again.error).toBe('subtensorModule.HotKeyAlreadyRegisteredInSubNet');
    const stolen = await chain.send(chain.api.tx.subtensorModule!.burnedRegister!(2, hotkey), '//Bob');
    expect(stolen.error).toBe('subtensorModule.SubnetNotExists');
  });

  test('a full subnet gives the seat of the least earner', async () => {
    await set('maxAllowedUids', [NETUID], '0x0900');
    const hotkey = chain.account('//Judy').address;
    const sent = await chain.send(chain.api.tx.subtensorModule!.burnedRegister!(NETUID, hotkey), '//Requester');
    const uid = await query<number>('uids', NETUID, hotkey);
    expect(uid).toBeGreaterThan(5);
    expect(sent.error).toBeUndefined();
    expect(await query('subnetworkN', NETUID)).toBe(9);
    await set('maxAllowedUids', [NETUID], '0x0001');
  });

  test('a new subnet has an owner who sits on uid 0', async () => {
    await set('networkMinLockCost', [], '0x0010a5d4e8000000');
    const hotkey = chain.account('//Founder//hotkey').address;
    const sent = await chain.send(chain.api.tx.subtensorModule!.registerNetwork!(hotkey), '//Requester');
    expect(sent.fields('subtensorModule.NetworkAdded')).toEqual([2, 0]);
    expect(await query('subnetOwner', 2)).toBe(chain.account('//Requester').address);
    expect(await query('keys', 2, 0)).toBe(hotkey);
  });
});

describe('stake', () => {
  const stakeOf = async (hotkey: string) =>
    BigInt(await query<string>('totalHotkeyAlpha', chain.account(hotkey).address, NETUID));

  test('is added and taken back, one TAO for one alpha', async () => {
    const before = await stakeOf('//Dave');
    const hotkey = chain.account('//Dave').address;
    const added = await chain.send(chain.api.tx.subtensorModule!.addStake!(hotkey, NETUID, 5n * TAO), '//Bob');
    expect(added.events).toContain('subtensorModule.StakeAdded');
    expect((await stakeOf('//Dave')) - before).toBe(5n * TAO);
    const taken = await chain.send(chain.api.tx.subtensorModule!.removeStake!(hotkey, NETUID, 100n * TAO), '//Bob');
    expect(taken.events).toContain('subtensorModule.StakeRemoved');
    expect(await stakeOf('//Dave')).toBe(before);
  });

  test('errors name what is wrong', async () => {
    const hotkey = chain.account('//Dave').address;
    const error = async (...args: unknown[]) =>
      (await chain.send(chain.api.tx.subtensorModule!.addStake!(...args), '//Bob')).error;
    expect(await error(hotkey, 77, TAO)).toBe('subtensorModule.SubnetNotExists');
    expect(await error(hotkey, NETUID, 1)).toBe('subtensorModule.AmountTooLow');
    expect(await error(hotkey, NETUID, 10n ** 15n)).toBe('subtensorModule.NotEnoughBalanceToStake');
    expect(await error(chain.account('//Nobody').address, NETUID, TAO)).toBe('subtensorModule.HotKeyAccountNotExists');
  });
});

describe('commitments', () => {
  const commit = (fields: object[], signer: string) =>
    chain.send(chain.api.tx.commitments!.setCommitment!(NETUID, { fields }), signer);

  test('a registered hotkey publishes fields that read back as they were', async () => {
    const raw = `0x${'ab'.repeat(32)}`;
    const sent = await commit([{ Raw32: raw }, { Sha256: raw }], '//Alice');
    expect(sent.events).toEqual(['commitments.Commitment', 'system.ExtrinsicSuccess']);
    const stored = (
      await chain.api.query.commitments!.commitmentOf!(NETUID, chain.account('//Alice').address)
    ).toJSON();
    expect(stored).toEqual({
      deposit: 0,
      block: chain.devnet.chain.bestNumber(),
      info: { fields: [{ raw32: raw }, { sha256: raw }] }
    });
  });

  test('strangers may not, and nobody more than the space of an epoch', async () => {
    expect((await commit([{ Raw1: '0x00' }], '//Requester')).error).toBe('commitments.AccountNotAllowedCommit');
    const big = { BigRaw: `0x${'00'.repeat(512)}` };
    expect((await commit([big, big, big], '//Eve')).error).toBeUndefined();
    expect((await commit([big, big, big], '//Eve')).error).toBeUndefined();
    expect((await commit([{ Raw1: '0x00' }], '//Eve')).error).toBe('commitments.SpaceLimitExceeded');
  });
});
