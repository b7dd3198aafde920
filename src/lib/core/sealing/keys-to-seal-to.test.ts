import { expect, test } from 'vitest';
import type { SealingKey } from '../market/metagraph.ts';
import { expiredKeysSentence, keysToSealTo } from './keys-to-seal-to.ts';

const key = (uid: number, expiresBlock: number | null): SealingKey => ({
  ...{ uid, hotkey: `5Hotkey${uid}`, publicKey: new Uint8Array(32), expiresBlock },
  publishedBlock: 1
});

test('an expired key is said and not used; one that names no end is', () => {
  const { recipients, expired } = keysToSealTo([key(0, null), key(1, 11), key(2, 10), key(3, 0)], 10);
  expect(recipients.map(({ uid }) => uid)).toEqual([0, 1]);
  expect(expired.map(({ uid }) => uid)).toEqual([2, 3]);
  expect(expiredKeysSentence([2, 3])).toBe('Not sealed to uids 2, 3, whose sealing keys have expired.');
  expect(expiredKeysSentence([2])).toBe('Not sealed to uid 2, whose sealing key has expired.');
  expect(expiredKeysSentence([])).toBeNull();
});
