// Outside vectors: drand quicknet's published signatures of rounds 1000 and 2000 (also in subtensor
// `pallets/commitments/src/mock.rs`); a ciphertext made by @ideallabs/timelock_wasm_wrapper 1.0.0, the Rust scheme.
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { decryptTimelocked } from './decrypt-timelocked.ts';
import { QUICKNET } from './drand-network.ts';
import { encryptTimelocked } from './encrypt-timelocked.ts';
import { TIMELOCK_OVERHEAD_BYTES } from './timelock-ciphertext.ts';
import { verifyPulse } from './verify-pulse.ts';
import { decodeWeightsPayload, encodeWeightsPayload, type WeightsPayload } from './weights-payload.ts';

const SIGNATURE_1000 = hexToBytes(
  'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'
);
const SIGNATURE_2000 = hexToBytes(
  'b6cb8f482a0b15d45936a4c4ea08e98a087e71787caee3f4d07a8a9843b1bc5423c6b3c22f446488b3137eaca799c77e'
);
const FROM_RUST = hexToBytes(
  '968e30bece5ab204fd430f56e4592ca21d1ed2db4b192aa6fa750771cc2022910054cc909544d5f82b30eedb598d57d0' +
    '030f1e91656fb5d5bf0112fc51da8bc4d2d59e4dcb9d19e689455f9186aa63cb2bfab7de3c8416d34cf21cf20b1c1750' +
    '2000000000000000c91ac780b34d247cb1b61427dcf264955d490d2b297ad964edbb9347642f636c2000000000000000' +
    '95d9cbfc8ab7f887f67b540bbdf055ec52698a7ed6abcb73ca6db36828b2500c63000000000000004700000000000000' +
    '6220545305f9fac56d3603ec4f085ff99b07a07002284238456858d832b80852eb24624ee289be49372b5930dc46510a' +
    '53534e733d26a1bef9bf26d1a25f758dfeb8bec8fe6c580c0000000000000075f2caef58323cd4078653f90800000000' +
    '0000004145535f47434d5f'
);
const PAYLOAD: WeightsPayload = {
  hotkey: new Uint8Array(32).fill(7),
  uids: [0, 3, 300],
  values: [65_535, 1, 256],
  versionKey: 12_345_678_901n
};

function counted() {
  let call = 0;
  return (length: number) => sha256(Uint8Array.of(call++)).slice(0, length);
}
const locked = (payload: Uint8Array, round = 1000) =>
  encryptTimelocked(payload, { round, publicKey: QUICKNET.publicKey, random: counted() });

test('the published signatures are the beacon key over their rounds, and no others', () => {
  expect(verifyPulse(1000, SIGNATURE_1000, QUICKNET.publicKey)).toBe(true);
  expect(verifyPulse(2000, SIGNATURE_2000, QUICKNET.publicKey)).toBe(true);
  expect(verifyPulse(1001, SIGNATURE_1000, QUICKNET.publicKey)).toBe(false);
  expect(verifyPulse(1000, new Uint8Array(48), QUICKNET.publicKey)).toBe(false);
});

test('what the Rust scheme locked opens with the real signature of its round', () => {
  expect(decodeWeightsPayload(decryptTimelocked(FROM_RUST, SIGNATURE_1000))).toEqual(PAYLOAD);
});

test('opens what it locked, and is 244 bytes longer', () => {
  const payload = encodeWeightsPayload(PAYLOAD);
  const bytes = locked(payload, 2000);
  expect(bytes.length).toBe(payload.length + TIMELOCK_OVERHEAD_BYTES);
  expect(decryptTimelocked(bytes, SIGNATURE_2000)).toEqual(payload);
});

test('another round does not open it, nor does a changed byte in any field', () => {
  const bytes = locked(utf8ToBytes('weights'));
  const bad = expect.objectContaining({ code: 'timelock/bad-ciphertext' }) as unknown;
  const failure = (changed: Uint8Array, signature = SIGNATURE_1000) => {
    try {
      return decryptTimelocked(changed, signature);
    } catch (error) {
      return error;
    }
  };
  expect(failure(bytes, SIGNATURE_2000)).toEqual(bad);
  for (const at of [50, 97, 110, 150, 178, 195, bytes.length - 20])
    expect(failure(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)))).toEqual(bad);
  for (const length of [0, 95, 100, 200]) expect(failure(bytes.slice(0, length))).toEqual(bad);
});

test('bytes after the last field are ignored, as the chain ignores them', () => {
  const bytes = concatBytes(locked(utf8ToBytes('weights')), Uint8Array.of(1, 2, 3));
  expect(decryptTimelocked(bytes, SIGNATURE_1000)).toEqual(utf8ToBytes('weights'));
});

test('the payload is SCALE: lengths compact, numbers little-endian', () => {
  expect(encodeWeightsPayload({ hotkey: Uint8Array.of(9), uids: [258], values: [3], versionKey: 5n })).toEqual(
    Uint8Array.of(4, 9, 4, 2, 1, 4, 3, 0, 5, 0, 0, 0, 0, 0, 0, 0)
  );
  for (const length of [0, 63, 64, 300, 16_384]) {
    const uids = Array.from({ length }, (_, i) => i);
    const payload = { ...PAYLOAD, uids, values: uids.toReversed() };
    expect(decodeWeightsPayload(encodeWeightsPayload(payload))).toEqual(payload);
  }
});

test('a payload that ends too early is refused', () => {
  const bytes = encodeWeightsPayload(PAYLOAD);
  for (let length = 0; length < bytes.length; length += 7)
    expect(() => decodeWeightsPayload(bytes.slice(0, length))).toThrow('does not hold a weights payload');
});
