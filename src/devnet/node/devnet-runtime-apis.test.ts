// Runtime APIs and metadata of the local chain, decoded by the unmodified @polkadot/api from what the chain says of itself.
import { Metadata, TypeRegistry } from '@polkadot/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

const NETUID = 1;
const TEMPO = 20;
let chain: TestDevnet;
beforeAll(async () => {
  chain = await startTestDevnet({ tempo: TEMPO });
  for (const validator of ['//Alice', '//Bob', '//Charlie'])
    await chain.send(chain.api.tx.subtensorModule!.setWeights!(NETUID, [3, 4], [1, 3], 0), validator);
  await chain.devnet.chain.newBlocks(TEMPO);
});
afterAll(() => chain.stop());

type Json = Record<string, unknown>;
const call = async <T = Json>(api: string, method: string, ...args: unknown[]): Promise<T> =>
  (await chain.api.call[api]![method]!(...args)).toJSON() as T;
const query = async <T>(name: string, ...args: unknown[]): Promise<T> =>
  (await chain.api.query.subtensorModule![name]!(...args)).toJSON() as T;
const address = (uri: string) => chain.account(uri).address;

describe('SubnetInfoRuntimeApi', () => {
  test('tells the whole metagraph', async () => {
    const metagraph = await call('subnetInfoRuntimeApi', 'getMetagraph', NETUID);
    expect(metagraph).toMatchObject({
      netuid: NETUID,
      ownerHotkey: address('//Owner//hotkey'),
      tempo: TEMPO,
      numUids: 8,
      maxUids: 256,
      block: chain.devnet.chain.bestNumber(),
      commitRevealWeightsEnabled: false,
      activityCutoff: 5000,
      trust: [],
      rank: []
    });
    expect((metagraph['hotkeys'] as string[])[3]).toBe(address('//Dave'));
    expect((metagraph['coldkeys'] as string[])[3]).toBe(address('//Dave//cold'));
    for (const [field, item] of [
      ['incentives', 'incentive'],
      ['dividends', 'dividends'],
      ['validatorPermit', 'validatorPermit'],
      ['lastUpdate', 'lastUpdate'],
      ['emission', 'emission']
    ] as const)
      expect(metagraph[field]).toEqual(await query(item, NETUID));
    expect((metagraph['incentives'] as number[])[4]).toBeGreaterThan(0);
    expect((metagraph['totalStake'] as number[])[0]).toBe(await query('totalHotkeyAlpha', address('//Alice'), NETUID));
    expect(await call('subnetInfoRuntimeApi', 'getMetagraph', 9)).toBeNull();
  });

  test('tells only what is asked for', async () => {
    const selected = await call('subnetInfoRuntimeApi', 'getSelectiveMetagraph', NETUID, [0, 3, 8, 52, 57, 72]);
    const present = Object.entries(selected).filter(([, value]) => value !== null);
    expect(Object.fromEntries(present)).toEqual({
      netuid: NETUID,
      tempo: TEMPO,
      hotkeys: expect.arrayContaining([address('//Alice'), address('//Heidi')]),
      validatorPermit: [true, true, true, false, false, false, false, false],
      validators: [2, 1, 0]
    });
    const second = await call('subnetInfoRuntimeApi', 'getSelectiveMechagraph', NETUID, 1, [62]);
    expect(second).toBeNull();
  });

  test('knows when the next epoch runs', async () => {
    expect(await call<number>('subnetInfoRuntimeApi', 'getNextEpochStartBlock', NETUID)).toBe(
      (await query<number>('lastEpochBlock', NETUID)) + TEMPO
    );
  });

  test('tells the settings in its three shapes', async () => {
    const known = { kappa: 32_767, tempo: TEMPO, immunityPeriod: 4096, alphaLow: 45_875, alphaHigh: 58_982 };
    expect(await call('subnetInfoRuntimeApi', 'getSubnetHyperparams', NETUID)).toMatchObject(known);
    expect(await call('subnetInfoRuntimeApi', 'getSubnetHyperparamsV2', NETUID)).toMatchObject({
      ...known,
      yumaVersion: 2,
      alphaSigmoidSteepness: { bits: 1000 * 2 ** 32 }
    });
    const list = await call<{ name: string; value: Json }[]>('subnetInfoRuntimeApi', 'getSubnetHyperparamsV3', NETUID);
    const named = Object.fromEntries(
      list.map(({ name, value }) => [Buffer.from(name.slice(2), 'hex').toString(), value])
    );
    expect(named).toMatchObject({ kappa: { u16: 32_767 }, commit_reveal_weights_enabled: { bool: false } });
  });
});

describe('NeuronInfoRuntimeApi', () => {
  test('tells neurons with their rows, or without', async () => {
    const neurons = await call<Json[]>('neuronInfoRuntimeApi', 'getNeurons', NETUID);
    expect(neurons).toHaveLength(8);
    expect(neurons[0]).toMatchObject({
      hotkey: address('//Alice'),
      uid: 0,
      netuid: NETUID,
      validatorPermit: true,
      pruningScore: 65_535,
      weights: [
        [3, 21_845],
        [4, 65_535]
      ]
    });
    const lite = await call<Json[]>('neuronInfoRuntimeApi', 'getNeuronsLite', NETUID);
    const { weights: _weights, bonds: _bonds, ...rest } = neurons[0]!;
    expect(lite[0]).toEqual(rest);
    expect(await call('neuronInfoRuntimeApi', 'getNeuron', NETUID, 0)).toEqual(neurons[0]);
    expect(await call('neuronInfoRuntimeApi', 'getNeuronLite', NETUID, 99)).toBeNull();
  });
});

describe('metadata', () => {
  test('comes in versions 14, 15 and 16, and says the same in each', async () => {
    expect((await chain.api.call.metadata!.metadataVersions!()).toJSON()).toEqual([14, 15, 16]);
    const texts = await Promise.all(
      [14, 15, 16].map(async (version) => {
        const opaque = await chain.api.call.metadata!.metadataAtVersion!(version);
        const metadata = new Metadata(
          new TypeRegistry(),
          (opaque as unknown as { unwrap(): { toHex(): `0x${string}` } }).unwrap().toHex()
        );
        expect(metadata.version).toBe(version);
        const { pallets, extrinsic } = metadata.asLatest;
        return JSON.stringify({
          pallets: pallets.map((pallet) => [
            pallet.name.toString(),
            pallet.index.toNumber(),
            pallet.storage.isSome && pallet.storage.unwrap().items.map(({ name, fallback }) => `${name} ${fallback}`),
            pallet.constants.map(({ name, value }) => `${name} ${value}`)
          ]),
          extensions: extrinsic.transactionExtensions.map(({ identifier }) => identifier.toString())
        });
      })
    );
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).toBe(texts[0]);
  });
});
