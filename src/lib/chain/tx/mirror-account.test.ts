import { blake2b } from '@noble/hashes/blake2.js';
import { u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';
import { expect, test } from 'vitest';
import { mirrorAddressOf } from './mirror-account.ts';

test('the mirror account is blake2_256("evm:" || address), checked with another implementation', () => {
  const address = '0xd43593c715fdd31c61141abd04a99fd6822c8558';
  const preimage = Uint8Array.from([...Buffer.from('evm:'), ...Buffer.from(address.slice(2), 'hex')]);
  expect(u8aToHex(decodeAddress(mirrorAddressOf(address)))).toBe(u8aToHex(blake2b(preimage, { dkLen: 32 })));
});
