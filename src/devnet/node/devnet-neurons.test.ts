// Seats that are given to others, endpoints, and Ethereum keys of neurons on the local chain.
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { associationMessage } from '../pallets/subtensor/associate-evm-key.ts';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

const NETUID = 1;
let chain: TestDevnet;
beforeAll(async () => {
  chain = await startTestDevnet({ tempo: 100 });
});
afterAll(() => chain.stop());

const tx = () => chain.api.tx.subtensorModule!;
const query = async <T>(name: string, ...args: unknown[]): Promise<T> =>
  (await chain.api.query.subtensorModule![name]!(...args)).toJSON() as T;
const set = (items: [name: string, keys: unknown[], hex: string][]) =>
  chain.send(
    chain.api.tx.sudo!.sudo!(
      chain.api.tx.system!.setStorage!(
        items.map(([name, keys, hex]) => [chain.api.query.subtensorModule![name]!.key(...keys), hex])
      )
    ),
    '//Alice'
  );
const register = (uri: string) => chain.send(tx().burnedRegister!(NETUID, chain.account(uri).address), '//Requester');

describe('a full subnet', () => {
  test('gives the seat of the least earner out of immunity, and nothing of the old neuron stays', async () => {
    await chain.send(tx().setWeights!(NETUID, [3, 4], [1, 1], 0), '//Alice');
    await set([
      ['maxAllowedUids', [NETUID], '0x0800'],
      ['minNonImmuneUids', [NETUID], '0x0000'],
      ['immunityPeriod', [NETUID], '0x0300'],
      ['emission', [NETUID], chain.api.createType('Vec<u64>', [9, 9, 9, 1, 5, 5, 5, 5]).toHex()]
    ]);
    const sent = await register('//Newcomer');
    expect(sent.fields('subtensorModule.NeuronRegistered')).toEqual([NETUID, 3, chain.account('//Newcomer').address]);
    expect(await query('uids', NETUID, chain.account('//Dave').address)).toBeNull();
    expect(await query('weights', NETUID, 0)).toEqual([
      [3, 0],
      [4, 65_535]
    ]);
    expect((await query<number[]>('emission', NETUID))[3]).toBe(0);
  });

  test('a newcomer is immune: the next one takes another seat', async () => {
    await set([['immunityPeriod', [NETUID], '0x0500']]);
    const sent = await register('//Newcomer2');
    expect(sent.fields('subtensorModule.NeuronRegistered')![1]).toBe(4);
  });

  test('below the floor of seats without immunity, an immune one is given', async () => {
    await set([['minNonImmuneUids', [NETUID], '0xff00']]);
    const sent = await register('//Newcomer3');
    expect([3, 4]).toContain(sent.fields('subtensorModule.NeuronRegistered')![1]);
  });
});

describe('endpoints', () => {
  const serve = (ip: string | number, port: number, type = 4, signer = '//Alice') =>
    chain.send(tx().serveAxon!(NETUID, 1, ip, port, type, 4, 0, 0), signer);

  test('an axon is announced, at most every so many blocks', async () => {
    const sent = await serve(0x0a00_0001, 8091);
    expect(sent.events[0]).toBe('subtensorModule.AxonServed');
    expect(await query('axons', NETUID, chain.account('//Alice').address)).toMatchObject({
      ip: 0x0a00_0001,
      port: 8091
    });
    await expect(serve(0x0a00_0001, 8092)).rejects.toThrow('Custom error: 12');
  });

  test('what cannot be reached does not enter the pool', async () => {
    await expect(serve(0x7f00_0001, 8091, 4, '//Bob')).rejects.toThrow('Custom error: 11');
    await expect(serve(5, 0, 4, '//Bob')).rejects.toThrow('Custom error: 13');
    await expect(serve(5, 1, 5, '//Bob')).rejects.toThrow('Custom error: 255');
    await expect(serve(5, 1, 4, '//Requester')).rejects.toThrow('Custom error: 10');
  });

  test('prometheus and TLS keys stand beside it', async () => {
    await chain.send(tx().servePrometheus!(NETUID, 1, 5, 9090, 4), '//Bob');
    expect(await query('prometheus', NETUID, chain.account('//Bob').address)).toMatchObject({ port: 9090 });
    await chain.send(tx().serveAxonTls!(NETUID, 1, 5, 8091, 4, 4, 0, 0, '0x01aabb'), '//Bob');
    expect(await query('neuronCertificates', NETUID, chain.account('//Bob').address)).toEqual({
      publicKey: '0xaabb',
      algorithm: 1
    });
  });
});

describe('an Ethereum key', () => {
  const wallet = privateKeyToAccount(`0x${'11'.repeat(32)}`);
  const associate = async (hotkey: string, signed = hotkey, address: string = wallet.address) => {
    const raw = u8aToHex(associationMessage(chain.account(signed).publicKey, 7n));
    const signature = await wallet.signMessage({ message: { raw } });
    return chain.send(tx().associateEvmKey!(NETUID, address, 7, hexToU8a(signature)), hotkey);
  };

  test('is bound by its own signature over the hotkey', async () => {
    const sent = await associate('//Bob');
    expect(sent.events[0]).toBe('subtensorModule.EvmKeyAssociated');
    const [address, block] = await query<[string, number]>('associatedEvmAddress', NETUID, 1);
    expect(address).toBe(wallet.address.toLowerCase());
    expect(block).toBe(chain.devnet.chain.bestNumber());
    await expect(associate('//Bob')).rejects.toThrow('Custom error: 20');
  });

  test('not by a signature over another hotkey, and only for neurons', async () => {
    expect((await associate('//Charlie', '//Bob')).error).toBe('subtensorModule.InvalidRecoveredPublicKey');
    await expect(associate('//Requester')).rejects.toThrow('Custom error: 19');
  });
});
