import { encodeAddress } from '@polkadot/util-crypto';
import { expect, test } from 'vitest';
import { publicKeyOf } from './public-key-of.ts';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const KEY = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';

test('an address gives its key, whatever network it is written for', () => {
  expect(publicKeyOf(ALICE)).toBe(KEY);
  expect(publicKeyOf(encodeAddress(KEY, 0))).toBe(KEY);
});

test.each([
  ['the key itself', KEY],
  ['no digits', '0x'],
  ['other hexadecimal digits', '0x1234'],
  ['an account by its index', encodeAddress(Uint8Array.of(1), 42)],
  ['one letter changed', ALICE.replace('Y', 'Z')],
  ['an EVM address', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ['nothing', ''],
  ['a name', 'Alice']
])('%s is no address', (_, text) => {
  expect(publicKeyOf(text)).toBeNull();
});
