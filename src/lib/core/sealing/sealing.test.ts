import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../encoding/hex.ts';
import { sealingPublicKey } from './sealing-key-pair.ts';
import { buildKeyBox, holdsSealOf, isSealedTo, parseKeyBox, sealFor } from './key-box.ts';
import { findSeal, openKeyBox } from './open-key-box.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { packageSealPurpose } from './seal-purpose.ts';
import { sealKey } from './seal-key.ts';
import { openKeyForOne, sealKeyForOne } from './key-for-one.ts';
import { keyHashOf, submissionSaltOf } from './package-key.ts';
import { openSealedPackage, sealPackage } from './sealed-package.ts';

let counter = 0;
const randomBytes = (length: number) => Uint8Array.from({ length }, (_, i) => (++counter * 31 + i * 7) % 256);
const KEY = new Uint8Array(32).fill(7);
const SECRET = new Uint8Array(32).fill(9);
const text = (value: string) => new TextEncoder().encode(value);
const validator = (uid: number, secret: Uint8Array = SECRET) => ({
  uid,
  hotkey: `hotkey ${uid}`,
  publicKey: sealingPublicKey(secret)
});

test('the hash of a key is keccak256 of its bytes, the salt another one', () => {
  // The well-known keccak256 of 32 zero bytes.
  expect(keyHashOf(new Uint8Array(32))).toBe('0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563');
  expect(submissionSaltOf(KEY)).toMatch(/^0x[0-9a-f]{64}$/);
  expect(submissionSaltOf(KEY)).not.toBe(keyHashOf(KEY));
});

describe('a sealed package', () => {
  const open = (files: { bytes: Uint8Array }[], key = KEY) =>
    openSealedPackage({ envelope: files[0]!.bytes, ciphertext: files[1]!.bytes, key });

  test('gives any archive back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (car) => {
        expect(open(sealPackage({ car, key: KEY }, randomBytes))).toEqual(car);
      })
    );
  });

  test('does not open with another key, when it was changed, or without its envelope', () => {
    const files = sealPackage({ car: text('archive'), key: KEY }, randomBytes);
    const unreadable = expect.objectContaining({ code: 'submission/unreadable-package' });
    expect(() => open(files, SECRET)).toThrow(unreadable);
    const changed = files[1]!.bytes.slice();
    changed[0]! ^= 1;
    expect(() => open([files[0]!, { bytes: changed }])).toThrow(unreadable);
    for (const envelope of ['', '{}', '{"format":"assay/sealed-package/1","cipher":"aes-256-gcm","nonce":"0x00"}'])
      expect(() => open([{ bytes: text(envelope) }, files[1]!])).toThrow(unreadable);
  });
});

describe('a key box', () => {
  const keyHash = keyHashOf(KEY);
  const miner = '0x0e';

  test('opens for each validator in it, and for nobody else', () => {
    const recipients = [validator(0), validator(4, KEY)];
    const { bytes, sealedTo } = buildKeyBox({ key: KEY, miner, recipients });
    const box = parseKeyBox(bytes);
    expect(sealedTo).toEqual([0, 4]);
    expect(openKeyBox({ box, keyHash, miner, hotkey: 'hotkey 0', secretKeys: [SECRET] })).toEqual(KEY);
    expect(openKeyBox({ box, keyHash, miner, hotkey: 'hotkey 4', secretKeys: [KEY] })).toEqual(KEY);
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => openKeyBox({ box, keyHash, miner, hotkey: 'hotkey 1', secretKeys: [SECRET] })).toThrow(
      code('submission/not-sealed-to-you')
    );
    expect(() => openKeyBox({ box, keyHash, miner, hotkey: 'hotkey 0', secretKeys: [KEY] })).toThrow(
      code('submission/not-sealed-to-you')
    );
  });

  test('with another key than the chain has the hash of is damaged', () => {
    const { bytes } = buildKeyBox({ key: SECRET, miner, recipients: [validator(0)] });
    const opening = { box: parseKeyBox(bytes), keyHash, miner, hotkey: 'hotkey 0', secretKeys: [SECRET] };
    expect(() => openKeyBox(opening)).toThrow(expect.objectContaining({ code: 'submission/damaged-seal' }));
  });

  test('copied to a submission of another hotkey does not open there', () => {
    const { bytes } = buildKeyBox({ key: KEY, miner, recipients: [validator(0)] });
    const opening = { box: parseKeyBox(bytes), keyHash, hotkey: 'hotkey 0', secretKeys: [SECRET] };
    expect(openKeyBox({ ...opening, miner })).toEqual(KEY);
    expect(() => openKeyBox({ ...opening, miner: '0x0f' })).toThrow(
      expect.objectContaining({ code: 'submission/damaged-seal' })
    );
  });

  test('opens with the secret of an earlier key of its reader', () => {
    const { bytes } = buildKeyBox({ key: KEY, miner, recipients: [validator(0)] });
    const opening = { box: parseKeyBox(bytes), keyHash, miner, hotkey: 'hotkey 0', secretKeys: [KEY, SECRET] };
    expect(openKeyBox(opening)).toEqual(KEY);
  });

  test('shows whoever has the key which of its seals are right, without any secret of their readers', () => {
    const { bytes } = buildKeyBox({ key: KEY, miner, recipients: [validator(0), validator(1, KEY)] });
    const place = (uid: number, secret?: Uint8Array) => ({
      keyHash,
      miner,
      reader: `hotkey ${uid}`,
      publicKey: validator(uid, secret).publicKey
    });
    const box = parseKeyBox(bytes);
    const spoilt = JSON.parse(new TextDecoder().decode(bytes)) as { keys: { sealed: string }[] };
    spoilt.keys[1]!.sealed = spoilt.keys[0]!.sealed;
    const damaged = parseKeyBox(canonicalJson(spoilt));
    expect([holdsSealOf(box, KEY, place(0)), holdsSealOf(box, KEY, place(1, KEY))]).toEqual([true, true]);
    expect([holdsSealOf(damaged, KEY, place(0)), holdsSealOf(damaged, KEY, place(1, KEY))]).toEqual([true, false]);
    expect([holdsSealOf(box, SECRET, place(0)), holdsSealOf(box, KEY, place(0, KEY))]).toEqual([false, false]);
    expect([isSealedTo(box, place(0)), isSealedTo(box, place(0, KEY)), isSealedTo(box, place(2))]).toEqual([
      true,
      false,
      false
    ]);
  });

  test('says of a seal that another key is in it, that it is damaged, or that there is none', () => {
    const opening = { keyHash, miner, hotkey: 'hotkey 0', secretKeys: [SECRET] };
    // A miner that seals `other` under the hash of KEY, as only one who knows `other` can.
    const other = new Uint8Array(32).fill(5);
    const { publicKey } = validator(0);
    const seal = sealFor(other, { keyHash, miner, reader: 'hotkey 0', publicKey })!;
    const boxOf = (...keys: object[]) => parseKeyBox(canonicalJson({ format: 'assay/key-box/2', keyHash, keys }));
    const named = { hotkey: 'hotkey 0', publicKey: toHex(publicKey) };
    expect(findSeal({ box: boxOf({ ...named, ...seal }), ...opening })).toEqual({
      state: 'other-key',
      gives: other,
      publicKey
    });
    const noise = { ...named, ...seal, sealed: `0x${'ab'.repeat(48)}` };
    expect(findSeal({ box: boxOf(noise), ...opening })).toEqual({ state: 'damaged', publicKey });
    // It opens, but nobody else could tell.
    const context = { purpose: packageSealPurpose({ keyHash, miner }), reader: 'hotkey 0' };
    const own = sealKey(KEY, publicKey, randomBytes(32), context);
    const unlike = { ...named, ephemeralPublicKey: toHex(own.ephemeralPublicKey), sealed: toHex(own.sealed) };
    expect(findSeal({ box: boxOf(unlike), ...opening })).toEqual({ state: 'damaged', publicKey });
    expect(findSeal({ box: boxOf(), ...opening })).toEqual({ state: 'none' });
    // Two seals for one key: what the reader finds in one says nothing of the other, and a thousand cost it seconds.
    const right = sealFor(KEY, { keyHash, miner, reader: 'hotkey 0', publicKey })!;
    expect(() => boxOf(noise, { ...named, ...right })).toThrow(
      expect.objectContaining({ code: 'submission/invalid-key-box' })
    );
    const earlier = { ...named, ...right, publicKey: toHex(validator(0, KEY).publicKey) };
    expect(boxOf({ ...named, ...right }, earlier).keys).toHaveLength(2);
  });

  test('of the first form opens too, and only its reader can judge it', () => {
    const context = { purpose: packageSealPurpose({ keyHash, miner }), reader: 'hotkey 0' };
    const { publicKey } = validator(0);
    const { ephemeralPublicKey, sealed } = sealKey(KEY, publicKey, randomBytes(32), context);
    const keys = [{ hotkey: 'hotkey 0', ephemeralPublicKey: toHex(ephemeralPublicKey), sealed: toHex(sealed) }];
    const bytes = canonicalJson({ format: 'assay/key-box/1', keyHash, keys });
    const box = parseKeyBox(bytes, {});
    // A miner must not choose it so that nobody can tell which seals it damaged.
    expect(() => parseKeyBox(bytes, { protocol: 'assay-lift/3' })).toThrow(
      expect.objectContaining({ code: 'submission/invalid-key-box' })
    );
    const opening = { box, keyHash, miner, hotkey: 'hotkey 0' };
    expect(openKeyBox({ ...opening, secretKeys: [KEY, SECRET] })).toEqual(KEY);
    expect(findSeal({ ...opening, secretKeys: [KEY] })).toEqual({ state: 'damaged', publicKey: null });
    expect(holdsSealOf(box, KEY, { keyHash, miner, reader: 'hotkey 0', publicKey })).toBeNull();
  });

  test('leaves out a validator whose published key is of small order', () => {
    const weak = { uid: 1, hotkey: 'weak', publicKey: new Uint8Array(32) };
    expect(buildKeyBox({ key: KEY, miner, recipients: [weak, validator(2)] }).sealedTo).toEqual([2]);
  });

  test('of any other bytes is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (source) => {
        expect(() => parseKeyBox(text(source))).toThrow(
          expect.objectContaining({ code: 'submission/invalid-key-box' })
        );
      })
    );
  });
});

test('a key for one reader opens for that reader only', () => {
  const sealed = sealKeyForOne({ key: KEY, publicKey: sealingPublicKey(SECRET) }, randomBytes);
  expect(sealed).toHaveLength(80);
  const keyHash = keyHashOf(KEY);
  expect(openKeyForOne({ sealed, keyHash, secretKey: SECRET })).toEqual(KEY);
  expect(openKeyForOne({ sealed, keyHash, secretKey: KEY })).toBeNull();
  expect(openKeyForOne({ sealed, keyHash: toHex(KEY), secretKey: SECRET })).toBeNull();
  expect(openKeyForOne({ sealed: sealed.subarray(1), keyHash, secretKey: SECRET })).toBeNull();
  expect(() => sealKeyForOne({ key: KEY, publicKey: new Uint8Array(32) }, randomBytes)).toThrow(
    expect.objectContaining({ code: 'delivery/invalid-reader-key' })
  );
});
