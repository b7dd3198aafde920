import { expect, test } from 'vitest';
import { sealingKeyName } from '../../core/sealing/key-names.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { ownSealingKey } from './own-sealing-key.ts';

const account = { address: '5Alice', publicKey: '0x10' } as const;
const secret = new Uint8Array(32).fill(1);
const find = (published: Record<string, Uint8Array>, kept: Uint8Array | null) =>
  ownSealingKey(
    {
      sealingKeys: async () =>
        Object.entries(published).map(([hotkey, publicKey], uid) => ({
          ...{ uid, hotkey, publicKey },
          expiresBlock: null,
          publishedBlock: 1
        }))
    },
    account,
    { get: async (name) => (name === sealingKeyName(account.publicKey) ? kept : null) }
  );

test("a published key is here, elsewhere or not there; other validators' keys do not count", async () => {
  const own = { '5Bob': new Uint8Array(32), '5Alice': sealingPublicKey(secret) };
  expect(await find(own, secret)).toEqual({ place: 'here', kept: secret });
  expect(await find(own, new Uint8Array(32).fill(2))).toMatchObject({ place: 'elsewhere' });
  expect(await find(own, null)).toEqual({ place: 'elsewhere', kept: null });
  expect(await find({ '5Bob': new Uint8Array(32) }, secret)).toEqual({ place: 'none', kept: secret });
});
