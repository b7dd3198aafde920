import { expect, test } from 'vitest';
import { evmAddressOf } from './evm-address.ts';

test('an EVM address is the first 20 bytes of the key', () => {
  expect(evmAddressOf('0xD43593C715FDD31C61141ABD04A99FD6822C8558854CCDE39A5684E7A56DA27D')).toBe(
    '0xd43593c715fdd31c61141abd04a99fd6822c8558'
  );
});
