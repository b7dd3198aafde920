import { expect, test } from 'vitest';
import { laterSealingKeyName, sealingKeyName } from '../../core/sealing/key-names.ts';
import { SEALING_KEY_DUE_BLOCKS } from '../../core/sealing/keys-to-seal-to.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { ownSealingKey } from './own-sealing-key.ts';

const account = { address: '5Alice', publicKey: '0x10' } as const;
const secret = new Uint8Array(32).fill(1);
const later = new Uint8Array(32).fill(2);
const BLOCK = 1_000_000;

const find = (
  published: Record<string, Uint8Array>,
  kept: Record<string, Uint8Array>,
  expiresBlock: number | null = null
) =>
  ownSealingKey(
    {
      bestBlock: async () => ({ number: BLOCK, hash: '0x00' }),
      sealingKeys: async () =>
        Object.entries(published).map(([hotkey, publicKey], uid) => ({
          ...{ uid, hotkey, publicKey, expiresBlock },
          publishedBlock: 1
        }))
    },
    account,
    { get: async (name) => kept[name] ?? null, names: async () => Object.keys(kept) }
  );
const first = { [sealingKeyName(account.publicKey)]: secret };
const both = { ...first, [laterSealingKeyName(account.publicKey, toHex(sealingPublicKey(later)))]: later };

test("a published key is here, elsewhere or not there; other validators' keys do not count", async () => {
  const own = { '5Bob': new Uint8Array(32), '5Alice': sealingPublicKey(secret) };
  expect(await find(own, first)).toMatchObject({ place: 'here', kept: secret });
  expect(await find(own, { [sealingKeyName(account.publicKey)]: later })).toMatchObject({ place: 'elsewhere' });
  expect(await find(own, {})).toMatchObject({ place: 'elsewhere', kept: null });
  expect(await find({ '5Bob': new Uint8Array(32) }, first)).toMatchObject({ place: 'none', kept: secret });
});

test('a later key is as good as the first one; a key of another hotkey with the same beginning is none of its own', async () => {
  expect(await find({ '5Alice': sealingPublicKey(later) }, both)).toMatchObject({ place: 'here', kept: later });
  expect(await find({ '5Alice': sealingPublicKey(secret) }, both)).toMatchObject({ place: 'here', kept: secret });
  const others = { [sealingKeyName(`${account.publicKey}0`)]: later };
  expect(await find({ '5Alice': sealingPublicKey(later) }, others)).toMatchObject({ place: 'elsewhere', kept: null });
});

test('it says whether the published key has expired, or is to be replaced by now', async () => {
  const at = async (expiresBlock: number | null) => {
    const { isDue, isExpired } = await find({ '5Alice': sealingPublicKey(secret) }, first, expiresBlock);
    return [isDue, isExpired];
  };
  expect(await at(null)).toEqual([false, false]);
  expect(await at(BLOCK + SEALING_KEY_DUE_BLOCKS + 1)).toEqual([false, false]);
  expect(await at(BLOCK + 1)).toEqual([true, false]);
  expect(await at(BLOCK)).toEqual([true, true]);
});
