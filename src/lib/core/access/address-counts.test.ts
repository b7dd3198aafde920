import { expect, test } from 'vitest';
import { AddressCounts } from './address-counts.ts';

test('so many an address, so many in all', () => {
  const counts = new AddressCounts({ perAddress: 2, total: 4 });
  expect(['10.0.0.1', '10.0.0.1', '10.0.0.1'].map((address) => counts.admit(address))).toEqual([true, true, false]);
  counts.release('10.0.0.1');
  expect(counts.admit('10.0.0.1')).toBe(true);
  expect(['10.0.0.2', '10.0.0.3', '10.0.0.4'].map((address) => counts.admit(address))).toEqual([true, true, false]);
});

test.each([
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
  ['fe80::1%eth0', 'fe80::2'],
  ['2001:db8::1', '2001:db8:0:0:1::2']
])('%s and %s are one address', (one, other) => {
  const counts = new AddressCounts({ perAddress: 1, total: 9 });
  expect(counts.admit(one)).toBe(true);
  expect(counts.admit(other)).toBe(false);
});

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ['::1', '2001:db8::1']
])('%s and %s are two', (one, other) => {
  const counts = new AddressCounts({ perAddress: 1, total: 9 });
  expect(counts.admit(one)).toBe(true);
  expect(counts.admit(other)).toBe(true);
});
