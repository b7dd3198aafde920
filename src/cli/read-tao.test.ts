import { expect, test } from 'vitest';
import { readPpm, readTao } from './read-tao.ts';

test('amounts are exact to the rao', () => {
  expect(readTao('bounty', '12.5')).toBe(12_500_000_000n);
  expect(readTao('bounty', '0.000000001')).toBe(1n);
  expect(readTao('bounty', ' 3 ')).toBe(3_000_000_000n);
  expect(readPpm('threshold', '0.1')).toBe(100_000);
  expect(readPpm('early-bonus', '1.5')).toBe(1_500_000);
});

test.each(['', '-1', '1,5', '1e3', '.5', '0x1', '0.0000000001'])('"%s" is refused, and the option named', (text) => {
  expect(() => readTao('bounty', text)).toThrow('--bounty must be an amount of TAO');
  expect(() => readPpm('threshold', text)).toThrow('--threshold must be a number');
});
