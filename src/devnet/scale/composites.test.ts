// SCALE against @polkadot/types as the outside oracle.
import { TypeRegistry } from '@polkadot/types';
import { u8aToHex } from '@polkadot/util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, type AnyCodec } from './codec.ts';
import { boundedVec, option, struct, tuple, variant, vec } from './composites.ts';
import { birthBlock, era } from './era.ts';
import {
  bool,
  bytes,
  compactBig,
  compactNumber,
  fixedBytes,
  i16,
  text,
  u128,
  u16,
  u256,
  u32,
  u64,
  u8
} from './primitives.ts';

const registry = new TypeRegistry();
const oracle = (type: string, value: unknown) => u8aToHex(registry.createTypeUnsafe(type, [value]).toU8a());
const u64s = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('SCALE', () => {
  test.each<[string, AnyCodec, fc.Arbitrary<unknown>]>([
    ['u8', u8, fc.nat(255)],
    ['u16', u16, fc.nat(65_535)],
    ['u32', u32, fc.nat(0xffff_ffff)],
    ['u64', u64, u64s],
    ['u128', u128, fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })],
    ['u256', u256, fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })],
    ['i16', i16, fc.integer({ min: -32_768, max: 32_767 })],
    ['bool', bool, fc.boolean()],
    ['Compact<u32>', compactNumber(u32), fc.nat(0xffff_ffff)],
    ['Compact<u64>', compactBig(u64), u64s],
    ['Compact<u128>', compactBig(u128), fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })],
    ['Text', text, fc.string({ unit: 'grapheme' })],
    ['Vec<u16>', vec(u16), fc.array(fc.nat(65_535))],
    ['Vec<(u16,u64)>', vec(tuple(u16, u64)), fc.array(fc.tuple(fc.nat(65_535), u64s))]
  ])('%s is written as @polkadot/types writes it, and read back', (type, codec, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const written = encode(codec, value);
        expect(u8aToHex(written)).toBe(oracle(type, value));
        expect(decode(codec, written)).toEqual(value);
      })
    );
  });

  test('options, byte strings, structs and unions', () => {
    expect(u8aToHex(encode(option(u16), undefined))).toBe('0x00');
    expect(u8aToHex(encode(option(u16), 258))).toBe('0x010201');
    expect(u8aToHex(encode(bytes, new Uint8Array([1, 2])))).toBe('0x080102');
    expect(u8aToHex(encode(struct('', { a: u8, b: fixedBytes(2) }), { a: 1, b: new Uint8Array([2, 3]) }))).toBe(
      '0x010203'
    );
    const shape = variant('', { Nothing: { index: 0 }, Pair: { index: 5, fields: { 0: u8, 1: u8 } } });
    expect(u8aToHex(encode(shape, { type: 'Pair', value: { 0: 1, 1: 2 } }))).toBe('0x050102');
    expect(decode(shape, new Uint8Array([5, 1, 2]))).toEqual({ type: 'Pair', value: { 0: 1, 1: 2 } });
  });

  test('what does not fit is refused', () => {
    expect(() => decode(u32, new Uint8Array([1, 2]))).toThrow('missing');
    expect(() => decode(u8, new Uint8Array([1, 2]))).toThrow('left over');
    expect(() => decode(bool, new Uint8Array([2]))).toThrow('no bool');
    expect(() => decode(variant('', { A: { index: 0 } }), new Uint8Array([1]))).toThrow('no variant 1');
    expect(() => decode(boundedVec(u8, 2), new Uint8Array([12, 1, 2, 3]))).toThrow('allowed');
    expect(() => encode(u8, 256)).toThrow();
    expect(() => encode(u64, -1n)).toThrow();
  });

  test('eras are the ones of @polkadot/types, with the same birth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 16 }), fc.nat(2 ** 24), (power, current) => {
        const made = registry.createType('ExtrinsicEra', { current, period: 2 ** power });
        const theirs = registry.createType('ExtrinsicEra', made.toU8a());
        const ours = decode(era, theirs.toU8a());
        if (ours.type !== 'Mortal') throw new Error('not mortal');
        expect(encode(era, ours)).toEqual(theirs.toU8a());
        expect(ours.period).toBe(theirs.asMortalEra.period.toNumber());
        expect(birthBlock(ours, current)).toBe(theirs.asMortalEra.birth(current));
      })
    );
  });
});
