import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { createHash, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AppError } from '../error/app-error.ts';
import type { Envelope } from '../sealing/envelope.ts';
import { lockBenchmark } from './lock-benchmark.ts';
import { openSealedKey } from '../sealing/open-sealed-key.ts';
import { parseEnvelope } from '../sealing/parse-envelope.ts';
import { decodeSealingKey, encodeSealingKey } from '../sealing/sealing-key-commitment.ts';
import { sealingPublicKey } from '../sealing/sealing-key-pair.ts';
import { unlockBenchmark } from './unlock-benchmark.ts';

/** Bytes that differ from call to call and are the same in every run. */
function counterBytes(seed = 1) {
  let call = 0;
  return (length: number) => sha256(Uint8Array.of(seed, call++)).slice(0, length);
}

const secrets = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
const recipients = secrets.map((secret, uid) => ({
  uid,
  hotkey: `validator-${uid}`,
  publicKey: sealingPublicKey(secret)
}));
const requester = `0x${'aB'.repeat(20)}`;
const plaintext = new TextEncoder().encode('{"input":"hidden","output":"rows"}\n');

function lock(text = plaintext) {
  const locked = lockBenchmark({ plaintext: text, requester, recipients }, counterBytes());
  return { ...locked, envelope: parseEnvelope(locked.files[0]!.bytes), ciphertext: locked.files[1]!.bytes };
}

describe('a locked benchmark', () => {
  test('opens for every permitted validator, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(2), (bytes, index) => {
        const { envelope, ciphertext, commitment, files } = lock(bytes);
        expect(files.map(({ path }) => path)).toEqual(['envelope.json', 'ciphertext.bin']);
        const key = openSealedKey({ envelope, requester, hotkey: `validator-${index}`, secretKeys: [secrets[index]!] });
        expect(unlockBenchmark({ envelope, ciphertext, key, commitment })).toEqual(bytes);
      })
    );
  });

  test('the commitment is sha256(key || plaintext), by another implementation', () => {
    const { commitment, key } = lock();
    const hash = createHash('sha256')
      .update(hexToBytes(key.slice(2)))
      .update(plaintext)
      .digest('hex');
    expect(commitment).toBe(`0x${hash}`);
  });

  test('the plaintext does not stand in the folder', () => {
    const folder = lock()
      .files.map(({ bytes }) => new TextDecoder('latin1').decode(bytes))
      .join('');
    expect(folder).not.toContain('hidden');
    expect(folder).not.toContain(lock().key.slice(2));
  });

  test('does not open for anyone else', () => {
    const { envelope } = lock();
    const open = (hotkey: string, secretKey: Uint8Array) => () =>
      openSealedKey({ envelope, requester, hotkey, secretKeys: [secretKey] });
    expect(open('stranger', secrets[0]!)).toThrow(expect.objectContaining({ code: 'benchmark/not-sealed-to-you' }));
    expect(open('validator-0', secrets[1]!)).toThrow(expect.objectContaining({ code: 'benchmark/damaged-seal' }));
  });

  test('a seal copied to another hotkey or another request does not open', () => {
    const { envelope } = lock();
    const other: Envelope = { ...envelope, keys: [{ ...envelope.keys[0]!, hotkey: 'validator-9' }] };
    const elsewhere: Envelope = { ...envelope, commitment: `0x${'00'.repeat(32)}` };
    expect(() =>
      openSealedKey({ envelope: other, requester, hotkey: 'validator-9', secretKeys: [secrets[0]!] })
    ).toThrow('does not open');
    expect(() =>
      openSealedKey({ envelope: elsewhere, requester, hotkey: 'validator-0', secretKeys: [secrets[0]!] })
    ).toThrow('does not open');
  });

  test('a request of somebody else that names the same benchmark does not open it', () => {
    const { envelope } = lock();
    const open = (by: string) => () =>
      openSealedKey({ envelope, requester: by, hotkey: 'validator-0', secretKeys: [secrets[0]!] });
    expect(open(requester.toLowerCase())()).toHaveLength(32);
    expect(open(`0x${'cd'.repeat(20)}`)).toThrow(expect.objectContaining({ code: 'benchmark/damaged-seal' }));
  });

  test('a useless seal before the real one does not keep a validator out', () => {
    const { envelope } = lock();
    const crowded: Envelope = {
      ...envelope,
      keys: [{ ...envelope.keys[1]!, hotkey: 'validator-0' }, ...envelope.keys]
    };
    expect(
      openSealedKey({ envelope: crowded, requester, hotkey: 'validator-0', secretKeys: [secrets[0]!] })
    ).toHaveLength(32);
  });

  test('another commitment, another key or a changed ciphertext is refused', () => {
    const { envelope, ciphertext, commitment, key: hex } = lock();
    const key = hexToBytes(hex.slice(2));
    const changed = ciphertext.slice();
    changed[3]! ^= 1;
    const unlock = (change: Partial<Parameters<typeof unlockBenchmark>[0]>) => () =>
      unlockBenchmark({ envelope, ciphertext, key, commitment, ...change });
    expect(unlock({ commitment: `0x${'11'.repeat(32)}` })).toThrow(
      expect.objectContaining({ code: 'benchmark/wrong-envelope' })
    );
    expect(unlock({ key: new Uint8Array(32) })).toThrow(expect.objectContaining({ code: 'benchmark/wrong-key' }));
    expect(unlock({ key: new Uint8Array(5) })).toThrow(expect.objectContaining({ code: 'benchmark/wrong-key' }));
    expect(unlock({ ciphertext: changed })).toThrow(expect.objectContaining({ code: 'benchmark/wrong-key' }));
    expect(unlock({ ciphertext: new Uint8Array(3) })).toThrow(expect.objectContaining({ code: 'benchmark/wrong-key' }));
  });

  test('a ciphertext that opens to something else than was committed to is refused', () => {
    const { envelope, commitment, key: hex } = lock();
    const key = hexToBytes(hex.slice(2));
    const forged = gcm(key, hexToBytes(envelope.nonce.slice(2)), new TextEncoder().encode(commitment)).encrypt(
      new TextEncoder().encode('other rows')
    );
    expect(() => unlockBenchmark({ envelope, ciphertext: forged, key, commitment })).toThrow(
      expect.objectContaining({ code: 'benchmark/wrong-key' })
    );
  });

  test('a key of small order is refused by name', () => {
    const weak = [{ hotkey: 'weak', publicKey: new Uint8Array(32) }];
    expect(() => lockBenchmark({ plaintext, requester, recipients: weak }, counterBytes())).toThrow(
      expect.objectContaining({ code: 'benchmark/invalid-recipient', details: { hotkey: 'weak' } })
    );
    expect(() => lockBenchmark({ plaintext, requester, recipients: [] }, counterBytes())).toThrow(
      expect.objectContaining({ code: 'benchmark/no-recipients' })
    );
  });
});

describe('parseEnvelope', () => {
  const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

  test('a wrong field is named', () => {
    const { envelope } = lock();
    const wrong = { ...envelope, keys: [{ ...envelope.keys[0], sealed: '0x12' }] };
    expect(() => parseEnvelope(bytes(wrong))).toThrow(
      expect.objectContaining({ code: 'benchmark/invalid-envelope', details: { path: '/keys/0/sealed' } })
    );
  });

  test('a validator that is named twice makes it none', () => {
    const { envelope } = lock();
    const twice = { ...envelope, keys: [envelope.keys[0], envelope.keys[0]] };
    expect(() => parseEnvelope(bytes(twice))).toThrow(
      expect.objectContaining({ code: 'benchmark/invalid-envelope', details: { path: '/keys' } })
    );
  });

  test('any bytes end in an envelope or an AppError', () => {
    const { envelope } = lock();
    const near = fc.record({
      format: fc.constantFrom(envelope.format, 'x'),
      cipher: fc.constant(envelope.cipher),
      commitment: fc.oneof(fc.constant(envelope.commitment), fc.string()),
      nonce: fc.oneof(fc.constant(envelope.nonce), fc.jsonValue()),
      keys: fc.oneof(fc.array(fc.constant(envelope.keys[0])), fc.jsonValue())
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes), near.map(bytes)), (source) => {
        try {
          expect(parseEnvelope(source).cipher).toBe('aes-256-gcm');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('benchmark/invalid-envelope');
        }
      }),
      { numRuns: 500 }
    );
  });
});

describe('the parts give what their standards say', () => {
  test('X25519 agrees with OpenSSL', () => {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    const raw = (key: KeyObject) =>
      key.export({ format: 'der', type: key.type === 'public' ? 'spki' : 'pkcs8' }).subarray(-32);
    expect(x25519.getPublicKey(raw(privateKey))).toEqual(new Uint8Array(raw(publicKey)));
    const peer = generateKeyPairSync('x25519');
    const shared = diffieHellman({ privateKey, publicKey: peer.publicKey });
    expect(x25519.getSharedSecret(raw(privateKey), raw(peer.publicKey))).toEqual(new Uint8Array(shared));
  });

  test('HKDF-SHA256: RFC 5869, test case 1', () => {
    const okm = hkdf(
      sha256,
      new Uint8Array(22).fill(0x0b),
      hexToBytes('000102030405060708090a0b0c'),
      hexToBytes('f0f1f2f3f4f5f6f7f8f9'),
      42
    );
    expect(bytesToHex(okm)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'
    );
  });
});

describe('a sealing key on chain', () => {
  const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((key) => key.some((byte) => byte !== 0));

  test('comes back from its field of 51 bytes, with the block at which it expires', () => {
    fc.assert(
      fc.property(aKey, fc.nat(), (publicKey, expiresBlock) => {
        const field = encodeSealingKey({ publicKey, expiresBlock });
        expect(field).toHaveLength(51);
        expect(decodeSealingKey(field)).toEqual({ publicKey, expiresBlock });
      })
    );
  });

  test('of the first form, 47 bytes, is still read and names no end', () => {
    fc.assert(
      fc.property(aKey, (publicKey) => {
        const field = encodeSealingKey({ publicKey, expiresBlock: null });
        expect(field).toHaveLength(47);
        expect(decodeSealingKey(field)).toEqual({ publicKey, expiresBlock: null });
      })
    );
  });

  test('anything else is not a key', () => {
    for (const expiresBlock of [null, 5]) {
      expect(decodeSealingKey(encodeSealingKey({ publicKey: new Uint8Array(32), expiresBlock }))).toBeNull();
      expect(() => encodeSealingKey({ publicKey: new Uint8Array(31), expiresBlock })).toThrow(RangeError);
    }
    const publicKey = new Uint8Array(32).fill(1);
    for (const expiresBlock of [-1, 0.5, 2 ** 32])
      expect(() => encodeSealingKey({ publicKey, expiresBlock })).toThrow(RangeError);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 128 }), (field) => decodeSealingKey(field) === null));
  });
});
