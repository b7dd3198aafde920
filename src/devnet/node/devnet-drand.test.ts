// The drand pallet's calls on the local chain: root chooses the beacon; pulses come from the block's author alone.
import { stringToHex, u8aToHex } from '@polkadot/util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UNCHAINED_G1_SCHEME } from '../pallets/drand/drand-storage.ts';
import { localBeacon, roundAt, signRound } from '../pallets/drand/local-beacon.ts';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

let chain: TestDevnet;
beforeAll(async () => void (chain = await startTestDevnet()));
afterAll(() => chain.stop());

const config = () => ({
  publicKey: u8aToHex(localBeacon().publicKey),
  period: 3,
  genesisTime: 1_692_803_367,
  hash: '0x01',
  groupHash: '0x02',
  schemeId: u8aToHex(UNCHAINED_G1_SCHEME),
  metadata: { beaconId: stringToHex('another') }
});
const setConfig = () =>
  chain.api.tx.drand!.setBeaconConfig!(
    { blockNumber: 1, config: config(), public: { Sr25519: chain.account('//Alice').publicKey } },
    null
  );
const writePulse = () => {
  const round = roundAt(localBeacon(), Date.UTC(2026, 0, 1));
  const pulses = [{ round, randomness: '0x00', signature: u8aToHex(signRound(round)) }];
  return chain.api.tx.drand!.writePulse!(
    { blockNumber: 1, pulses, public: { Sr25519: chain.account('//Alice').publicKey } },
    null
  );
};

test('root sets the beacon; a signed account does not', async () => {
  expect((await chain.send(setConfig(), '//Alice')).error).toBe('BadOrigin');
  const sent = await chain.send(chain.api.tx.sudo!.sudo!(setConfig()), '//Alice');
  expect(sent.events).toContain('drand.BeaconConfigChanged');
  expect((await chain.api.query.drand!.beaconConfig!()).toJSON()).toMatchObject({
    genesisTime: 1_692_803_367,
    metadata: { beaconId: stringToHex('another') }
  });
});

test('a right pulse from outside is taken neither signed nor bare', async () => {
  expect((await chain.send(writePulse(), '//Alice')).error).toBe('BadOrigin');
  await expect(chain.rpc('author_submitExtrinsic', writePulse().toHex())).rejects.toThrow();
  expect((await chain.api.query.drand!.lastStoredRound!()).toJSON()).toBe(0);
});
