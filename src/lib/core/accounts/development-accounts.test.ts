import { Keyring } from '@polkadot/keyring';
import { u8aToHex } from '@polkadot/util';
import { expect, test } from 'vitest';
import { DEVELOPMENT_ACCOUNTS } from './development-accounts.ts';

const keyOf = (uri: string) => u8aToHex(new Keyring({ type: 'sr25519' }).addFromUri(uri).publicKey);

test('every public key is the one its path derives', () => {
  for (const { uri, publicKey, partner } of DEVELOPMENT_ACCOUNTS) {
    expect(keyOf(uri)).toBe(publicKey);
    if (partner) expect(keyOf(partner.uri)).toBe(partner.publicKey);
  }
});

test('three validators come first, then five miners', () => {
  const neurons = DEVELOPMENT_ACCOUNTS.filter(({ uid }) => uid !== undefined);
  expect(neurons.map(({ uid, role }) => `${uid} ${role}`)).toEqual([
    '0 validator',
    '1 validator',
    '2 validator',
    '3 miner',
    '4 miner',
    '5 miner',
    '6 miner',
    '7 miner'
  ]);
});
